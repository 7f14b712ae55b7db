using System.Text;

namespace CdpStudio.Web.Quarantine;

internal static class RawText
{
    /// <summary>As large as a message may be.</summary>
    public const int MostBytes = 36 * 1024;

    /// <summary>The beginning of a message as it came. Bytes that are no text are drawn as U+FFFD.</summary>
    public static string Of(byte[] payload) => Encoding.UTF8.GetString(payload.AsSpan(0, Math.Min(payload.Length, MostBytes)));
}
