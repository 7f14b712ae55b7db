using System.Text;

namespace CdpStudio.Web.Quarantine;

internal static class RawText
{
    /// <summary>More than a person reads in a panel.</summary>
    public const int MostBytes = 4_000;

    /// <summary>The beginning of a message as it came. Bytes that are no text are drawn as U+FFFD.</summary>
    public static string Of(byte[] payload) => Encoding.UTF8.GetString(payload.AsSpan(0, Math.Min(payload.Length, MostBytes)));
}
