namespace CdpStudio.Core.Audience.Engine;

/// <summary>When new entries are merged into the base and moved profiles brought home. Tests take small ones, so that little data does it all.</summary>
/// <param name="SmallestMerge">Entries; small deltas keep counts fast, since a row with new entries is evaluated by itself.</param>
/// <param name="BasePerDelta">A merge copies the whole base, so a delta may grow with it: one entry for that many.</param>
/// <param name="SmallestRehome">Mixed rows; each is evaluated by itself, some hundred nanoseconds, so entries are brought home before they are many.</param>
/// <param name="RowsPerRehome">Likewise, one mixed row for that many rows.</param>
internal sealed record MergeLimits(int SmallestMerge, int BasePerDelta, int SmallestRehome, int RowsPerRehome)
{
    public static MergeLimits Default { get; } = new(SmallestMerge: 8192, BasePerDelta: 32, SmallestRehome: 2048, RowsPerRehome: 64);
}
