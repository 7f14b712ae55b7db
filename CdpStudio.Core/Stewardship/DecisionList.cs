using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Stewardship;

/// <param name="A">Of a join, one; of a taking apart, those that were taken out. Without those of people who were erased since.</param>
/// <param name="B">Of a join, the other one; of a taking apart, the rest.</param>
/// <param name="UndoneAt">Null while it stands.</param>
public sealed record DecisionRow(
    long Id,
    StewardDecisionKind Kind,
    IReadOnlyList<Identifier> A,
    IReadOnlyList<Identifier> B,
    bool Never,
    string By,
    DateTimeOffset At,
    string? UndoneBy,
    DateTimeOffset? UndoneAt);

public sealed class DecisionList(IDbContextFactory<StudioDbContext> contexts)
{
    /// <summary>The newest first.</summary>
    /// <param name="before">The last one of the page before; null begins with the newest.</param>
    public async Task<IReadOnlyList<DecisionRow>> RecentAsync(int size, long? before, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var decisions = db.StewardDecisions.AsNoTracking();
        if (before is { } id) decisions = decisions.Where(d => d.Id < id);
        return (await decisions.OrderByDescending(d => d.Id).Take(size).ToListAsync(cancellationToken)).ConvertAll(Of);
    }

    internal static DecisionRow Of(StewardDecision decision)
    {
        var decided = DecidedIdentifiers.Read(decision.Identifiers);
        return new DecisionRow(
            decision.Id,
            decision.Kind,
            [.. decided.A.Select(i => i.Identifier)],
            [.. decided.B.Select(i => i.Identifier)],
            decision.Never,
            decision.By,
            decision.At,
            decision.UndoneBy,
            decision.UndoneAt);
    }
}
