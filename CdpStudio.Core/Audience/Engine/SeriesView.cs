using System.Runtime.CompilerServices;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>All entries of one event type, one attribute or one identifier namespace at one moment.</summary>
/// <param name="Name">As first seen.</param>
/// <param name="Blocks">By the block of the home row; those past the last entry are left out.</param>
/// <param name="Columns">By place.</param>
/// <param name="ColumnsByKey">Places in <paramref name="Columns"/> by folded path.</param>
/// <param name="Count">Of all entries.</param>
/// <param name="FirstTs">Of all entries, future ones included; <see cref="long.MaxValue"/> when there are none.</param>
/// <param name="LastTs">Likewise; <see cref="long.MinValue"/> when there are none.</param>
/// <param name="ByHand">Of an attribute: nodes of which people said something by hand, see <see cref="Kernel.SourceId.ByHand"/>.</param>
internal sealed record SeriesView(
    string Name,
    string Key,
    RowBlocks Shape,
    BlockView[] Blocks,
    ColumnInfo[] Columns,
    IReadOnlyDictionary<string, int> ColumnsByKey,
    long Count,
    long FirstTs,
    long LastTs,
    int[] ByHand)
{
    public BlockView Block(int block) => block < Blocks.Length ? Blocks[block] : BlockView.Empty;

    public long TsOf(Entry entry) => Blocks[entry.Block].TsOf(entry.Index);

    public long NumberOf(Entry entry) => Blocks[entry.Block].NumberOf(entry.Index);

    public int NodeOf(Entry entry) => Blocks[entry.Block].NodeOf(entry.Index);

    public int SourceOf(Entry entry) => Blocks[entry.Block].SourceOf(entry.Index);

    // Told apart by identity: what views hold is large.
    public bool Equals(SeriesView? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    public void Save(BinaryWriter writer)
    {
        writer.Write(Name);
        writer.Write(Count);
        writer.Write(FirstTs);
        writer.Write(LastTs);
        writer.Write(ByHand.Length);
        foreach (var node in ByHand) writer.Write(node);
        writer.Write(Blocks.Length);
        writer.Write(Columns.Length);
        foreach (var column in Columns) column.Save(writer);
    }

    public ColumnView? Column(string key) =>
        ColumnsByKey.TryGetValue(key, out var place) ? new ColumnView(this, place, Columns[place]) : null;

    /// <summary>Every so-manieth entry of each block.</summary>
    public IEnumerable<Entry> Entries(int step = 1)
    {
        for (var block = 0; block < Blocks.Length; block++)
        {
            for (var i = 0; i < Blocks[block].Count; i += step) yield return new Entry(block, i);
        }
    }
}
