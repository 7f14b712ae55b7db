using System.Buffers;
using System.Text;
using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>The bytes of a JSON string or name without its escapes.</summary>
internal static class JsonStrings
{
    /// <returns>A part of the reader's own bytes where nothing was escaped.</returns>
    public static ReadOnlySpan<byte> Text(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped) return reader.ValueSpan;

        try
        {
            var bytes = new byte[reader.ValueSpan.Length];
            return bytes.AsSpan(0, reader.CopyString(bytes));
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is JSON but not text.
            return Encoding.UTF8.GetBytes(LoneSurrogates.Replace($"\"{Encoding.UTF8.GetString(reader.ValueSpan)}\""));
        }
    }

    public static bool IsBlank(ReadOnlySpan<byte> text)
    {
        foreach (var b in text)
        {
            if (b is > 0x20 and < 0x7F) return false;
            if (b >= 0x80) return StudioText.IsBlank(Encoding.UTF8.GetString(text));
        }

        return text.IndexOfAnyExcept(s_asciiSpace) < 0;
    }

    private static readonly SearchValues<byte> s_asciiSpace = SearchValues.Create(" \t\n\v\f\r"u8);
}
