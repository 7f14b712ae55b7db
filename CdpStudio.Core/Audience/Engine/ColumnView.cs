namespace CdpStudio.Core.Audience.Engine;

/// <summary>A column of a series at one moment.</summary>
internal readonly struct ColumnView(SeriesView series, int place, ColumnInfo info)
{
    public string Name => info.Name;

    public DictionaryView Values => info.Values;

    public long Filled => info.Filled;

    public ValueKind FirstKind => info.FirstKind;

    /// <summary>Number of the fact with the first value; 0 when there was none.</summary>
    public long FirstFact => info.FirstFact;

    public long this[Entry entry] => series.Blocks[entry.Block].CellOf(place, entry.Index);

    /// <summary>The cells of a block's sorted base.</summary>
    public Cells BaseOf(int block) => series.Block(block).BaseCells(place);

    /// <summary>Of a block whose cells are steps, by its present rows; null when they do not fit.</summary>
    public RowTotals.Totals? TotalsOf(int block) => series.Block(block).Base.Totals.Of(series.Block(block).Base, place, BaseOf(block));
}
