using System.Collections.Immutable;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>Profiles and their rows at one moment.</summary>
/// <param name="Count">Live rows.</param>
/// <param name="LatestFirst">No live row was first seen later.</param>
/// <param name="RowOfNode">The row of an identifier, plus one; 0 for an unknown one.</param>
/// <param name="RootOfRow">The lowest identifier of a row's profile; 0 for a dead row.</param>
/// <param name="First">When a live row was first seen.</param>
/// <param name="Alive">One bit a row.</param>
/// <param name="Mixed">The rows where a mixed row's entries lie; unmixed rows are not in it.</param>
internal sealed record RowsView(
    int RowCount,
    long Count,
    long LatestFirst,
    PagedView<int> RowOfNode,
    PagedView<int> RootOfRow,
    PagedView<long> First,
    PagedView<long> Last,
    PagedView<ulong> Alive,
    ImmutableDictionary<int, int[]> Mixed)
{
    public int RowOf(int node) => RowOfNode[node] - 1;

    public ProfileId IdOf(int row) => new(RootOfRow[row]);

    /// <summary>The rows of profiles that were first seen at or before a moment.</summary>
    public RowSet Existing(long moment)
    {
        var rows = new RowSet(RowCount);
        Alive.CopyTo(rows.Words);
        if (moment >= LatestFirst) return rows;

        foreach (var row in rows.Rows().Where(r => First[r] > moment).ToList()) rows.Remove(row);
        return rows;
    }
}
