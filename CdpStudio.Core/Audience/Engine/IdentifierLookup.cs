using System.Text;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>Finds entries of an identifier namespace by value. An identifier has one entry, and a normal form beside the value where they differ.</summary>
internal static class IdentifierLookup
{
    public const string NormalKey = "NORMAL";

    public static ReadOnlySpan<byte> Normal => "normal"u8;

    /// <returns>Null when there is none.</returns>
    public static Entry? Find(SeriesView series, string normal)
    {
        var key = "t" + StudioText.Key(normal);
        if (series.Column(NormalKey) is { } normals && normals.Values.FindClass(key) is not 0 and var found) return EntryOf(series, normals, found);

        var values = series.Column(AttributeIntake.ColumnKey)!.Value;
        return values.Values.FindClass(key) is not 0 and var code ? EntryOf(series, values, code) : null;
    }

    /// <summary>Entries whose value begins with the text, in the order of the identifiers' birth.</summary>
    public static IEnumerable<Entry> StartingWith(SeriesView series, string text)
    {
        var values = series.Column(AttributeIntake.ColumnKey)!.Value;
        var key = StudioText.Key(text);
        var bytes = Encoding.UTF8.GetBytes(text);
        var isAscii = Ascii.IsValid(text);
        for (var code = 1; code < values.Values.Count; code++)
        {
            if (!Begins(values.Values, code)) continue;
            if (EntryOf(series, values, code) is { } entry) yield return entry;
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

    private static Entry? EntryOf(SeriesView series, ColumnView column, int code)
    {
        for (var block = 0; block < series.Blocks.Length; block++)
        {
            var inBase = column.BaseOf(block).IndexOfCode(code);
            if (inBase >= 0) return new Entry(block, inBase);

            var view = series.Blocks[block];
            for (var i = view.Base.Count; i < view.Count; i++)
            {
                var entry = new Entry(block, i);
                if (column[entry] == code) return entry;
            }
        }

        return null;
    }
}
