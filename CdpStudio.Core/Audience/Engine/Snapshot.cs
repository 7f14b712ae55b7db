using System.Collections.Concurrent;
using System.Collections.Frozen;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>Everything that answers come from, as it was after one fact. Never changes.</summary>
/// <param name="Position">Number of that fact.</param>
internal sealed record Snapshot(long Position, RowBlocks Shape, RowsView Rows, SeriesSet Events, SeriesSet Attributes, SeriesSet Identifiers)
{
    // Found when somebody first asks, and gone with the snapshot: rows are others in the next one.
    private readonly ConcurrentDictionary<SeriesView, FrozenSet<int>> _rowsByHand = new();

    /// <summary>By which values of identifiers are found in it.</summary>
    public required IIdentifierForms Forms { get; init; }

    /// <summary>Where large parts of it lie: held as long as anybody looks at it.</summary>
    public MappedFile? File { get; init; }

    /// <summary>Rows whose entries of an attribute are not for the scans over blocks, because people said something of them by hand.</summary>
    public FrozenSet<int> RowsByHand(SeriesView series) =>
        series.ByHand.Length == 0
            ? FrozenSet<int>.Empty
            : _rowsByHand.GetOrAdd(series, (s, rows) => s.ByHand.Select(rows.RowOf).Where(row => row >= 0).ToFrozenSet(), Rows);
}

/// <summary>Series of one kind by folded name.</summary>
internal sealed record SeriesSet(IReadOnlyDictionary<string, int> ByKey, SeriesView[] All)
{
    public SeriesView? Find(string key) => ByKey.TryGetValue(key, out var place) ? All[place] : null;

    /// <summary>What is known of the series as wholes.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(All.Length);
        foreach (var series in All) series.Save(writer);
    }
}
