using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CdpStudio.Core.Governance.Access;

/// <summary>The secret text of an API key, on its way to its owner or from a request.</summary>
public static class ApiKeyText
{
    private const string Prefix = "cdp_";
    private const int RandomBytes = 32;
    private const int ShownLetters = 8;

    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    // Of a short key, chosen by hand for a test installation, the beginning would be the key.
    public static string Beginning(string text) => text.Length < 4 * ShownLetters ? "" : text[..ShownLetters];
}
