using System.Text;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>Finds entries of an identifier namespace by value. An identifier has one entry, and a normal form beside the value where they differ.</summary>
internal static class IdentifierLookup
{
    public const string NormalKey = "NORMAL";

    public static ReadOnlySpan<byte> Normal => "normal"u8;

    /// <summary>Of several that are one value, the one that is written so.</summary>
    /// <returns>Null when there is none.</returns>
    public static Entry? Find(Snapshot snapshot, SeriesView series, string value)
    {
        var normal = snapshot.Forms.NormalForm(series.Name, value);
        if (!snapshot.Forms.MayBeOne(series.Name)) return OfForm(snapshot.Rows, series, normal).Cast<Entry?>().FirstOrDefault();

        var found = OfForm(snapshot.Rows, series, normal).ToList();
        var column = series.Column(AttributeIntake.ColumnKey)!.Value;
        var born = StudioText.Key(snapshot.Forms.BirthForm(series.Name, value));
        var place = found.FindIndex(entry => StudioText.Key(snapshot.Forms.BirthForm(series.Name, column.Values.TextOf((int)column[entry]))) == born);
        return place >= 0 ? found[place] : found.Cast<Entry?>().FirstOrDefault();
    }

    private static IEnumerable<Entry> OfForm(RowsView rows, SeriesView series, string normal)
    {
        var key = "t" + StudioText.Key(normal);
        return (series.Column(NormalKey) is { } normals ? OfClass(rows, series, normals, key) : [])
            .Concat(OfClass(rows, series, series.Column(AttributeIntake.ColumnKey)!.Value, key));
    }

    /// <summary>Entries whose value begins with the text, in the order of the identifiers' birth.</summary>
    public static IEnumerable<Entry> StartingWith(RowsView rows, SeriesView series, string text)
    {
        var values = series.Column(AttributeIntake.ColumnKey)!.Value;
        var key = StudioText.Key(text);
        var bytes = Encoding.UTF8.GetBytes(text);
        var isAscii = Ascii.IsValid(text);
        var letters = new FirstLetters(isAscii ? text : "");
        for (var code = values.Values.NextThatMayBegin(1, letters); code != 0; code = values.Values.NextThatMayBegin(code + 1, letters))
        {
            if (!Begins(values.Values, code)) continue;
            if (EntriesOf(rows, series, values, code).Cast<Entry?>().FirstOrDefault() is { } entry) yield return entry;
        }

        bool Begins(DictionaryView dictionary, int code)
        {
            var payload = dictionary.Payload(code);
            // Most of millions are told apart without making a text of each.
            if (isAscii && payload.Length >= bytes.Length && Ascii.IsValid(payload[..bytes.Length]))
                return Ascii.EqualsIgnoreCase(payload[..bytes.Length], bytes);

            // Nothing else begins with what is not ASCII.
            if (!isAscii && Ascii.IsValid(payload)) return false;

            return StudioText.Key(dictionary.TextOf(code)).StartsWith(key, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<Entry> OfClass(RowsView rows, SeriesView series, ColumnView column, string key)
    {
        var found = column.Values.FindClass(key);
        if (found == 0) yield break;

        foreach (var entry in EntriesOf(rows, series, column, found)) yield return entry;
        if (column.Values.IsPlain) yield break;

        // Born again after an erasure, an identifier may be written otherwise.
        for (var code = found + 1; code < column.Values.Count; code++)
        {
            if (column.Values.ClassOf(code) != found) continue;

            foreach (var again in EntriesOf(rows, series, column, code)) yield return again;
        }
    }

    private static IEnumerable<Entry> EntriesOf(RowsView rows, SeriesView series, ColumnView column, int code)
    {
        for (var block = 0; block < series.Blocks.Length; block++)
        {
            var (view, cells) = (series.Blocks[block], column.BaseOf(block));
            for (var i = cells.IndexOfCode(code, 0); i >= 0; i = cells.IndexOfCode(code, i + 1))
            {
                if (rows.Counts(view.NodeOf(i))) yield return new Entry(block, i);
            }

            for (var i = view.Base.Count; i < view.Count; i++)
            {
                var entry = new Entry(block, i);
                if (column[entry] == code && rows.Counts(view.NodeOf(i))) yield return entry;
            }
        }
    }
}
