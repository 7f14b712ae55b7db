using System.Runtime.CompilerServices;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Search;

/// <summary>People by an order's number: by the events whose properties are called so and say it, as text or number.</summary>
internal static class OrderSearch
{
    // A series has another set of columns whenever one more was seen.
    private static readonly ConditionalWeakTable<IReadOnlyDictionary<string, int>, string[]> s_columns = [];

    /// <summary>In no order; an order that is told by many events comes as often.</summary>
    public static IEnumerable<OrderHit> Find(Snapshot snapshot, string number, long now)
    {
        foreach (var series in snapshot.Events.All)
        {
            foreach (var column in NumberColumns(series))
            {
                foreach (var cell in CellsOf(column, number))
                {
                    foreach (var entry in EntriesOf(series, column, cell))
                    {
                        var row = snapshot.Rows.RowOf(series.NodeOf(entry));
                        if (row >= 0 && series.TsOf(entry) <= now) yield return new OrderHit(row, series.Name, TextOf(column, cell));
                    }
                }
            }
        }
    }

    /// <summary>Those of a series' properties that are called as an order's number is.</summary>
    public static IEnumerable<ColumnView> NumberColumns(SeriesView series) =>
        s_columns.GetValue(series.ColumnsByKey, _ => [.. series.Columns.Select(c => c.Name).Where(OrderNumberNames.Has).Select(StudioText.Key)])
            .Select(key => series.Column(key)!.Value); // one of its own

    /// <summary>As the column may hold it: a number in place, or texts and numbers of its dictionary.</summary>
    private static IEnumerable<long> CellsOf(ColumnView column, string number)
    {
        if (StudioNumber.TryConvert(number, out var value) && StudioNumber.ToText(value) == number && Cell.TryOfNumber(value, out var cell)) yield return cell;

        foreach (var key in new[] { "t" + StudioText.Key(number), "n" + number })
        {
            var found = column.Values.FindClass(key);
            if (found == 0) continue;

            yield return found;
            if (column.Values.IsPlain) continue;

            for (var code = found + 1; code < column.Values.Count; code++)
            {
                if (column.Values.ClassOf(code) == found) yield return code;
            }
        }
    }

    private static IEnumerable<Entry> EntriesOf(SeriesView series, ColumnView column, long cell)
    {
        for (var block = 0; block < series.Blocks.Length; block++)
        {
            var (view, cells) = (series.Blocks[block], column.BaseOf(block));
            for (var i = cells.IndexOf(cell, 0); i >= 0; i = cells.IndexOf(cell, i + 1)) yield return new Entry(block, i);

            for (var i = view.Base.Count; i < view.Count; i++)
            {
                if (column[new Entry(block, i)] == cell) yield return new Entry(block, i);
            }
        }
    }

    public static string TextOf(ColumnView column, long cell) =>
        Cell.IsCode(cell) ? column.Values.TextOf((int)cell) : StudioNumber.ToText(Cell.ToNumber(cell));
}

/// <param name="Event">Name of the event that says it.</param>
internal readonly record struct OrderHit(int Row, string Event, string Number);
