using System.IO.Compression;
using System.Net;

namespace CdpStudio.Web.Tests.Ingestion;

public sealed class WebSdkTests(RunningStudio studio) : IClassFixture<RunningStudio>
{
    private const int MaxPackedBytes = 6 * 1024;

    [Fact]
    public async Task Get_Packed_IsSmallAndForPagesOfEveryOrigin()
    {
        using var answer = await GetAsync(("Accept-Encoding", "gzip, br"), ("Origin", "https://shop.example"));

        var packed = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal((HttpStatusCode.OK, "gzip"), (answer.StatusCode, Assert.Single(answer.Content.Headers.ContentEncoding)));
        Assert.InRange(packed.Length, 1, MaxPackedBytes - 1);
        Assert.Equal("text/javascript; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(("*", "cross-origin"), (Header(answer, "Access-Control-Allow-Origin"), Header(answer, "Cross-Origin-Resource-Policy")));
        Assert.Equal("public, max-age=3600, stale-while-revalidate=86400", Header(answer, "Cache-Control"));
        using var plain = await GetAsync();
        using var unpacked = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        Assert.Equal(await plain.Content.ReadAsStringAsync(), await reader.ReadToEndAsync());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("identity")]
    [InlineData("gzip;q=0")]
    public async Task Get_WithWhatTheBrowserHas_IsNotSentAgain(string encoding)
    {
        using var first = await GetAsync(("Accept-Encoding", encoding));
        Assert.Equal("Accept-Encoding", Header(first, "Vary"));

        using var again = await GetAsync(("Accept-Encoding", encoding), ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        using var other = await GetAsync(("Accept-Encoding", encoding == "gzip" ? "identity" : "gzip"));
        Assert.NotEqual(first.Headers.ETag, other.Headers.ETag);
    }

    private Task<HttpResponseMessage> GetAsync(params (string, string)[] headers) => studio.SendAsync(HttpMethod.Get, "/sdk/cdp.js", null, headers);

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));
}
