using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>Takes an import back, in the background: what it brought counts as if it had not come, and its rows can be imported again.</summary>
/// <param name="By">The account that asked for it; null for an API key.</param>
public sealed record UndoImport(ImportRunId Run, string? By);

public abstract record UndoImportResult
{
    private UndoImportResult()
    {
    }

    public sealed record Started(JobRunId Job) : UndoImportResult;

    public sealed record Refused(UndoRefusal Why) : UndoImportResult;
}

public enum UndoRefusal
{
    NotFound,

    /// <summary>It waits or runs; stop it first.</summary>
    StillRunning,

    /// <summary>It is taken back already, or on its way.</summary>
    Undone,

    /// <summary>More than <see cref="ImportOptions.UndoneWithin"/> ago, and nobody had begun.</summary>
    TooOld,
}

public sealed partial class UndoImportHandler(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, JobQueue jobs, IEnumerable<ILastingEffects> effects, IOptions<ImportOptions> options, TimeProvider clock,
    ILogger<UndoImportHandler> logger)
{
    public async Task<UndoImportResult> HandleAsync(UndoImport command, CancellationToken cancellationToken)
    {
        var result = await queue.WriteAsync(WritePriority.Interactive, (db, token) => BeginAsync(db, command, token), cancellationToken);
        if (result is UndoImportResult.Started started)
        {
            jobs.Announce(started.Job);
            LogStarted(command.Run, started.Job);
        }

        return result;
    }

    /// <summary>What stays as it is although the import is taken back.</summary>
    public async Task<IReadOnlyList<LastingEffect>> LastingAsync(ImportRunId run, CancellationToken cancellationToken)
    {
        BroughtFacts facts;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (await db.ImportRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Number == run.Value, cancellationToken) is not { } import) return [];

            facts = new BroughtFacts(run.Value, await RunCancellation.RangesAsync(db, run.Value, cancellationToken), import.StartedAt ?? import.CreatedAt);
        }

        var lasting = new List<LastingEffect>();
        foreach (var effect in effects) lasting.AddRange(await effect.OfAsync(facts, cancellationToken));
        return lasting;
    }

    private async Task<UndoImportResult> BeginAsync(StudioDbContext db, UndoImport command, CancellationToken cancellationToken)
    {
        var run = await db.ImportRuns.SingleOrDefaultAsync(r => r.Number == command.Run.Value, cancellationToken);
        if (run is null) return new UndoImportResult.Refused(UndoRefusal.NotFound);
        if (run.UndoneAt is not null || await IsActiveAsync(db, run.Undo, cancellationToken)) return new UndoImportResult.Refused(UndoRefusal.Undone);
        if (await IsActiveAsync(db, run.Job, cancellationToken)) return new UndoImportResult.Refused(UndoRefusal.StillRunning);
        if (!options.Value.IsUndone(run, clock.GetUtcNow())) return new UndoImportResult.Refused(UndoRefusal.TooOld);

        var job = jobs.Add(db, new JobRequest(UndoImportJob.Kind, Subject: run.FileName, RequestedBy: command.By));
        run.Undo = job;
        await db.SaveChangesAsync(cancellationToken);
        return new UndoImportResult.Started(job);
    }

    private static async Task<bool> IsActiveAsync(StudioDbContext db, JobRunId? job, CancellationToken cancellationToken) => job is { } id
        && await db.JobRuns.AnyAsync(r => r.Id == id && (r.State == JobState.Queued || r.State == JobState.Running), cancellationToken);

    [LoggerMessage(Level = LogLevel.Information, Message = "Import {Import} is being taken back (job run {Job})")]
    private partial void LogStarted(ImportRunId import, JobRunId job);
}
