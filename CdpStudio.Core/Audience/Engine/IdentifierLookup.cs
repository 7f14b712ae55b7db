using System.Text;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>Finds entries of an identifier namespace by value. An identifier has one entry, and a normal form beside the value where they differ.</summary>
internal static class IdentifierLookup
{
    public const string NormalKey = "NORMAL";

    public static ReadOnlySpan<byte> Normal => "normal"u8;

    /// <returns>-1 when there is none.</returns>
    public static int Find(SeriesView series, string normal)
    {
        var key = "t" + StudioText.Key(normal);
        if (series.Column(NormalKey) is { } normals && normals.Values.FindClass(key) is not 0 and var found) return EntryOf(series, normals, found);

        var values = series.Column(AttributeIntake.ColumnKey)!;
        return values.Values.FindClass(key) is not 0 and var code ? EntryOf(series, values, code) : -1;
    }

    /// <summary>Entries whose value begins with the text, in the order of the identifiers' birth.</summary>
    public static IEnumerable<int> StartingWith(SeriesView series, string text)
    {
        var values = series.Column(AttributeIntake.ColumnKey)!;
        var key = StudioText.Key(text);
        var bytes = Encoding.UTF8.GetBytes(text);
        var isAscii = Ascii.IsValid(text);
        for (var code = 1; code < values.Values.Count; code++)
        {
            if (!Begins(values.Values, code)) continue;
            if (EntryOf(series, values, code) is >= 0 and var entry) yield return entry;
        }

        bool Begins(DictionaryView dictionary, int code)
        {
            var payload = dictionary.Payload(code);
            // Most of millions are told apart without making a text of each.
            if (isAscii && payload.Length >= bytes.Length && Ascii.IsValid(payload[..bytes.Length]))
                return Ascii.EqualsIgnoreCase(payload[..bytes.Length], bytes);

            return StudioText.Key(dictionary.TextOf(code)).StartsWith(key, StringComparison.Ordinal);
        }
    }

    private static int EntryOf(SeriesView series, ColumnView column, int code)
    {
        var inBase = (column.Base.Narrow ?? []).AsSpan().IndexOf(code);
        if (inBase >= 0) return inBase;

        for (var i = 0; i < series.Delta.Count; i++)
        {
            if (column.Delta[i] == code) return series.Base.Count + i;
        }

        return -1;
    }
}
