using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>The most frequent values of a column, for suggestions.</summary>
internal static class ValueCounts
{
    // Suggestions appear while somebody types: of very long columns every so-manieth entry is enough.
    private const int MostLookedAt = 2_000_000;

    public static IReadOnlyList<KnownValue> Top(
        RowsView rows, IReadOnlyList<(SeriesView Series, string ColumnKey)> columns, string containing, int limit)
    {
        var counts = new Dictionary<string, (string Value, long Count)>();
        foreach (var (series, key) in columns)
        {
            if (series.Column(key) is { } column) Count(rows, series, column, counts);
        }

        var part = StudioText.Key(containing);
        return
        [
            .. counts.Values
                .Where(c => part.Length == 0 || StudioText.Key(c.Value).Contains(part, StringComparison.Ordinal))
                .OrderByDescending(c => c.Count)
                .ThenBy(c => c.Value, StringComparer.Ordinal)
                .Take(limit)
                .Select(c => new KnownValue(c.Value, c.Count)),
        ];
    }

    private static void Count(RowsView rows, SeriesView series, ColumnView column, Dictionary<string, (string Value, long Count)> counts)
    {
        var step = (int)(1 + (series.Count / MostLookedAt));
        var cells = new Dictionary<long, long>();
        var everybody = !rows.AnyErased;
        foreach (var entry in series.Entries(step))
        {
            var cell = column[entry];
            if (cell != Cell.Missing && (everybody || rows.Counts(series.NodeOf(entry)))) cells[cell] = cells.GetValueOrDefault(cell) + step;
        }

        foreach (var (cell, count) in cells)
        {
            var value = Cell.IsCode(cell) ? column.Values.ValueOf((int)cell) : new StudioValue.Number(Cell.ToNumber(cell));
            foreach (var text in Texts(value))
            {
                var key = StudioText.Key(text);
                counts[key] = counts.TryGetValue(key, out var known) ? (known.Value, known.Count + count) : (text, count);
            }
        }
    }

    private static IEnumerable<string> Texts(StudioValue? value) => value switch
    {
        StudioValue.List list => list.Items.Select(i => i.PlainText()).OfType<string>(),
        null => [],
        _ => value.PlainText() is { } text ? [text] : [],
    };
}
