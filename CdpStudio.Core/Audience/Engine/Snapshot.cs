using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>Everything that answers come from, as it was after one fact. Never changes.</summary>
/// <param name="Position">Number of that fact.</param>
internal sealed record Snapshot(long Position, RowBlocks Shape, RowsView Rows, SeriesSet Events, SeriesSet Attributes, SeriesSet Identifiers)
{
    /// <summary>By which identifiers are one value and one person in it.</summary>
    public required IdentityRules Identity { get; init; }

    /// <summary>Where large parts of it lie: held as long as anybody looks at it.</summary>
    public MappedFile? File { get; init; }
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
