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
}
