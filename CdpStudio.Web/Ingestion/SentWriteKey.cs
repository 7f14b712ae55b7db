using System.Text;
using CdpStudio.Core.Sources;

namespace CdpStudio.Web.Ingestion;

/// <summary>Where clients put their write key outside of the body: each in another place, some in two.</summary>
/// <param name="IsSent">Some key is there, whether it is one or not.</param>
/// <param name="Door">The source of the first that is one; null when none is.</param>
internal readonly record struct SentWriteKey(bool IsSent, SourceDoor? Door)
{
    private const string Basic = "Basic ";
    private const string Bearer = "Bearer ";

    /// <summary>A page that is being left sends a beacon, which can have no headers. Elsewhere keys in addresses would end up in logs.</summary>
    private static readonly PathString s_beacon = "/beacon";

    public static SentWriteKey Find(HttpRequest request, WriteKeys keys)
    {
        var isSent = false;
        foreach (var key in Candidates(request))
        {
            if (key is null or "") continue;

            isSent = true;
            if (keys.Find(key) is { } door) return new SentWriteKey(true, door);
        }

        return new SentWriteKey(isSent, null);
    }

    private static IEnumerable<string?> Candidates(HttpRequest request)
    {
        // The body of clients that use this header holds a masked key; the header is key:secret, and the secret is not asked for.
        yield return BeforeColon(request.Headers["X-Write-Key"].ToString());

        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)) yield return UserName(authorization[Basic.Length..].Trim());
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) yield return authorization[Bearer.Length..].Trim();

        if (request.Path.StartsWithSegments(s_beacon, StringComparison.Ordinal)) yield return request.Query["writeKey"].ToString();
    }

    // What is not base64 is no key, but was meant as one.
    private static string UserName(string encoded)
    {
        // As long as a header may be: nobody says how long a password is.
        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var length) ? BeforeColon(Encoding.UTF8.GetString(bytes[..length])) : encoded;
    }

    // Old clients encode the key without the colon.
    private static string BeforeColon(string text) => text.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? text[..colon] : text;
}
