using System.Buffers.Text;

namespace CdpStudio.Core.Ingestion.Parsing;

/// <summary>Escapes such as <c>\ud800</c> without their other half: valid JSON, but no text that could be stored or compared.</summary>
internal static class BrokenText
{
    private const byte Backslash = (byte)'\\';

    /// <param name="json">Well-formed JSON.</param>
    public static bool IsIn(ReadOnlySpan<byte> json)
    {
        var highWaits = false;
        var position = 0;
        while (true)
        {
            var next = json[position..].IndexOf(Backslash);
            if (next != 0 && highWaits) return true;
            if (next < 0) return false;

            position += next;
            if (json[position + 1] != (byte)'u')
            {
                if (highWaits) return true;
                position += 2;
                continue;
            }

            if (!Utf8Parser.TryParse(json.Slice(position + 2, 4), out ushort unit, out _, 'x')) return true;
            if (char.IsLowSurrogate((char)unit) != highWaits) return true;
            highWaits = char.IsHighSurrogate((char)unit);
            position += 6;
        }
    }
}
