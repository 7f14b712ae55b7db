using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Stewardship.Held;

/// <param name="Low">The number that one of them showed when they were found.</param>
/// <param name="Via">The number of the identifier that both were seen with.</param>
public sealed record HeldMergeRow(
    long Id, ProfileId Low, ProfileId High, HeldReason Reason, string? Namespace, ProfileId Via, int People, DateTimeOffset SeenAt, HeldState State, string? By,
    DateTimeOffset? DecidedAt, long? Decision);

public sealed class HeldMergeList(IDbContextFactory<StudioDbContext> contexts)
{
    /// <summary>Of the jobs that look for them.</summary>
    public const string LookKind = FindHeldMerges.Kind;

    /// <summary>Open ones: those at an identifier that the fewest share first; decided ones: the last decided first.</summary>
    /// <param name="skip">How many of them to pass over.</param>
    public async Task<IReadOnlyList<HeldMergeRow>> PageAsync(bool open, int skip, int size, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var held = Of(db, open);
        held = open ? held.OrderBy(h => h.People).ThenBy(h => h.Id) : held.OrderByDescending(h => h.DecidedAt).ThenByDescending(h => h.Id);
        return (await held.AsNoTracking().Skip(skip).Take(size).ToListAsync(cancellationToken)).ConvertAll(RowOf);
    }

    public async Task<long> CountAsync(bool open, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Of(db, open).LongCountAsync(cancellationToken);
    }

    /// <summary>The look that was started last; null before the first.</summary>
    public async Task<JobRow?> LastLookAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await JobList.Rows(db.JobRuns.Where(r => r.Kind == FindHeldMerges.Kind).OrderByDescending(r => r.CreatedAt)).FirstOrDefaultAsync(cancellationToken);
    }

    private static IQueryable<HeldMerge> Of(StudioDbContext db, bool open) =>
        open ? db.HeldMerges.Where(h => h.State == HeldState.Open) : db.HeldMerges.Where(h => h.State != HeldState.Open);

    private static HeldMergeRow RowOf(HeldMerge held) => new(
        held.Id, held.Low, held.High, held.Reason, held.Namespace, held.Via, held.People, DateTimeOffset.FromUnixTimeMilliseconds(held.SeenAt), held.State, held.By,
        held.DecidedAt, held.Decision);
}
