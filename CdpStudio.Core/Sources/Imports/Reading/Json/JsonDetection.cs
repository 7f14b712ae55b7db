using System.Text;
using System.Text.Json;

namespace CdpStudio.Core.Sources.Imports.Reading.Json;

/// <summary>A text is JSON when it begins as a list of objects does, or one of its first lines is an object.</summary>
internal static class JsonDetection
{
    private const int Lines = 10;

    /// <param name="text">The file's beginning.</param>
    public static bool IsJson(string text)
    {
        var begin = text.AsSpan().TrimStart(JsonItems.Blanks);
        if (begin is ['[', .. var list]) return list.TrimStart(JsonItems.Blanks) is ['{', ..] or [']', ..];
        if (begin is not ['{', ..]) return false;

        var line = 0;
        foreach (var range in begin.SplitAny('\r', '\n'))
        {
            if (++line > Lines) return false;
            if (IsObject(begin[range])) return true;
        }

        // A first object that is longer than what is known.
        return line == 1;
    }

    private static bool IsObject(ReadOnlySpan<char> line)
    {
        if (line.Trim(JsonItems.Blanks) is not ['{', ..]) return false;

        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(line.Trim(JsonItems.Blanks).ToArray()));
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
