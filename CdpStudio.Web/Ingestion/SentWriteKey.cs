using System.Text;
using CdpStudio.Core.Sources;

namespace CdpStudio.Web.Ingestion;

/// <summary>Where clients put their write key: each in another place, some in two.</summary>
internal static class SentWriteKey
{
    private const string Basic = "Basic ";
    private const string Bearer = "Bearer ";

    /// <summary>The source of the first key outside the body that is one; null when there is none.</summary>
    public static SourceDoor? Find(HttpRequest request, WriteKeys keys)
    {
        // The body of clients that use this header holds a masked key; the header is key:secret, and the secret is not asked for.
        if (request.Headers["X-Write-Key"].ToString() is { Length: > 0 } header && keys.Find(BeforeColon(header)) is { } byHeader) return byHeader;

        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) && keys.Find(UserName(authorization[Basic.Length..])) is { } byBasic) return byBasic;
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && keys.Find(authorization[Bearer.Length..].Trim()) is { } byBearer) return byBearer;

        // A page that is being left sends a beacon, which can have no headers.
        return request.Query["writeKey"].ToString() is { Length: > 0 } query ? keys.Find(query) : null;
    }

    private static string UserName(string encoded)
    {
        Span<byte> bytes = stackalloc byte[256];
        return Convert.TryFromBase64String(encoded.Trim(), bytes, out var length) && length > 0 ? BeforeColon(Encoding.UTF8.GetString(bytes[..length])) : "";
    }

    // Old clients encode the key without the colon.
    private static string BeforeColon(string text) => text.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? text[..colon] : text;
}
