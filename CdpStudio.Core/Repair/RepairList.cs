using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Repair;

/// <param name="State">Of its job; completed where the job's history is gone.</param>
public sealed record RepairStatus(QuarantineRepair Repair, JobState State, string? Error)
{
    public bool IsActive => State is JobState.Queued or JobState.Running;

    public long Done => Repair.Stored + Repair.Duplicate + Repair.Kept;
}

/// <summary>Who repaired, replayed and discarded what.</summary>
public sealed class RepairList(IDbContextFactory<StudioDbContext> contexts)
{
    /// <summary>Null when there is no repair of that number.</summary>
    public async Task<RepairStatus?> FindAsync(int number, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await WithJobsAsync(db, db.QuarantineRepairs.Where(r => r.Number == number), cancellationToken) is [var repair, ..] ? repair : null;
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<RepairStatus>> RecentAsync(int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await WithJobsAsync(db, db.QuarantineRepairs.OrderByDescending(r => r.Number).Take(limit), cancellationToken);
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<QuarantineDiscard>> DiscardsAsync(int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.QuarantineDiscards.AsNoTracking().OrderByDescending(d => d.At).Take(limit).ToListAsync(cancellationToken);
    }

    /// <summary>The rule that this group was last repaired by; null when it never was.</summary>
    public async Task<string?> LastRuleAsync(RefusalReason reason, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.QuarantineRepairs.Where(r => r.Reason == reason).OrderByDescending(r => r.Number).Select(r => r.Rule).FirstOrDefaultAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<RepairStatus>> WithJobsAsync(
        StudioDbContext db, IQueryable<QuarantineRepair> query, CancellationToken cancellationToken)
    {
        var repairs = await query.AsNoTracking().ToListAsync(cancellationToken);
        var ids = repairs.ConvertAll(r => new JobRunId(r.Job));
        var jobs = await db.JobRuns.Where(j => ids.Contains(j.Id)).Select(j => new { j.Id, j.State, j.Error }).ToDictionaryAsync(j => j.Id, cancellationToken);
        return [.. repairs.Select(r => jobs.GetValueOrDefault(new JobRunId(r.Job)) is { } job
            ? new RepairStatus(r, job.State, job.Error)
            : new RepairStatus(r, JobState.Completed, null))];
    }
}
