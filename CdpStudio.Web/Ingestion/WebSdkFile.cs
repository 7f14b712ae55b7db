using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace CdpStudio.Web.Ingestion;

/// <summary>The bundle as the build made it, read and packed once.</summary>
internal sealed class WebSdkFile(IWebHostEnvironment environment)
{
    private readonly Lazy<byte[]> _plain = new(() => Read(environment));
    private readonly Lazy<byte[]> _packed = new(() => Pack(Read(environment)));

    public (byte[] Bytes, EntityTagHeaderValue Tag) Plain => (_plain.Value, Tag(_plain.Value));

    public (byte[] Bytes, EntityTagHeaderValue Tag) Packed => (_packed.Value, Tag(_packed.Value));

    private static byte[] Read(IWebHostEnvironment environment)
    {
        using var file = environment.WebRootFileProvider.GetFileInfo("client/cdp.js").CreateReadStream();
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static byte[] Pack(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize)) gzip.Write(plain);
        return packed.ToArray();
    }

    private static EntityTagHeaderValue Tag(byte[] bytes) => new($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes)[..8])}\"");
}
