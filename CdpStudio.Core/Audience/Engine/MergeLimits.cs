namespace CdpStudio.Core.Audience.Engine;

/// <summary>When new entries are merged into the base and moved profiles brought home. Tests take small ones, so that little data does it all.</summary>
/// <param name="SmallestMerge">Entries of one block; small deltas keep counts fast, since a row with new entries is evaluated by itself.</param>
/// <param name="BasePerDelta">A merge copies a block, so its delta may grow with it: one entry for that many.</param>
/// <param name="SmallestRehome">Mixed rows; each is evaluated by itself, some hundred nanoseconds, so entries are brought home before they are many.</param>
/// <param name="RowsPerRehome">Likewise, one mixed row for that many rows.</param>
/// <param name="BlockBits">A block has two to this power of rows; at least 6, so that it begins with a word of a row set.</param>
internal sealed record MergeLimits(int SmallestMerge, int BasePerDelta, int SmallestRehome, int RowsPerRehome, int BlockBits)
{
    public static MergeLimits Default { get; } = new(
        SmallestMerge: 512, BasePerDelta: 256, SmallestRehome: 2048, RowsPerRehome: 64, BlockBits: 16) { MostWaiting = 4096 };

    /// <summary>
    /// New entries of a series that may lie in deltas, whatever the others say: those of a flood of new people lie in the last block alone,
    /// which would be copied for each few hundred of them.
    /// </summary>
    public int MostWaiting { get; init; }

    /// <summary>For a log that is read as a whole while nobody asks: fewer and larger merges.</summary>
    public MergeLimits ForReading() => this with { SmallestMerge = SmallestMerge * 64, BasePerDelta = 2 };
}
