using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports.Rows;

namespace CdpStudio.Core.Sources.Imports.DryRuns;

/// <summary>What an import would do, as far as its file has been read.</summary>
/// <param name="Rows">Read so far.</param>
/// <param name="Rejects">Why rows would be rejected, the commonest reason first.</param>
/// <param name="Samples">Rows that change something, at most <see cref="DryRun.MaxSamples"/>, by chance from the whole file and in its order.</param>
/// <param name="BytesRead">Of <paramref name="Bytes"/>.</param>
/// <param name="Problem">Where the file breaks off, in English; null when it does not.</param>
public sealed record DryRunResult(
    long Rows,
    IReadOnlyDictionary<RowEffect, long> Effects,
    IReadOnlyList<RejectCount> Rejects,
    IReadOnlyList<RowDifference> Samples,
    long BytesRead,
    long Bytes,
    bool IsDone,
    string? Problem)
{
    /// <summary>By column, of rows that would be imported or passed over.</summary>
    public IReadOnlyList<OutlierCount> Outliers { get; init; } = [];

    public long Rejected => Rejects.Sum(r => r.Rows);

    public long Of(RowEffect effect) => Effects.GetValueOrDefault(effect);
}

/// <param name="Rows">Whose number is outside of the column's bounds.</param>
public sealed record OutlierCount(string Column, long Rows);

/// <param name="Line">As an editor counts lines and Excel its rows.</param>
/// <param name="Identifiers">Of the row.</param>
/// <param name="People">Known ones whom it names; more than one become one.</param>
public sealed record RowDifference(
    long Line, RowEffect Effect, IReadOnlyList<Identifier> Identifiers, IReadOnlyList<ProfileId> People, IReadOnlyList<ValueDifference> Values);

/// <param name="Before">JSON text; null when nothing was known.</param>
public sealed record ValueDifference(string Name, string? Before, string After);
