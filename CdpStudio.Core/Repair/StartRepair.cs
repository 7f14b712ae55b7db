using System.Text.Json;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Repair;

/// <summary>Repairs the messages of a selection that are there now and sends them through the inbox again, in a job.</summary>
/// <param name="Rule">JSON, as <see cref="RepairRuleReader"/> takes it.</param>
/// <param name="By">Who does it.</param>
public sealed record StartRepair(QuarantineSelection Of, string Rule, string By);

public abstract record StartRepairResult
{
    private StartRepairResult()
    {
    }

    /// <param name="Repair">Its number.</param>
    public sealed record Started(int Repair, JobRunId Job) : StartRepairResult;

    /// <inheritdoc cref="RepairReading.Refused"/>
    public sealed record BadRule(string Pointer, string Detail) : StartRepairResult;

    /// <summary>Nothing of the selection is open, or it names too many single messages.</summary>
    public sealed record Nothing : StartRepairResult;
}

public sealed partial class StartRepairHandler(IWriteQueue queue, JobQueue jobs, TimeProvider clock, ILogger<StartRepairHandler> logger)
{
    public async Task<StartRepairResult> HandleAsync(StartRepair command, CancellationToken cancellationToken)
    {
        if (RepairRuleReader.Read(command.Rule) is RepairReading.Refused refused) return new StartRepairResult.BadRule(refused.Pointer, refused.Detail);
        if (command.Of.Ids is { Count: > QuarantineSelection.MaxIds }) return new StartRepairResult.Nothing();

        var started = await queue.WriteAsync(WritePriority.Interactive, (db, token) => AddAsync(db, command, token), cancellationToken);
        if (started is null) return new StartRepairResult.Nothing();

        jobs.Announce(started.Job);
        LogStarted(started.Repair, command.Of.Reason, command.Of.Source);
        return started;
    }

    private async Task<StartRepairResult.Started?> AddAsync(StudioDbContext db, StartRepair command, CancellationToken cancellationToken)
    {
        var open = db.QuarantinedMessages.Of(command.Of).Open();
        var messages = await open.LongCountAsync(cancellationToken);
        if (messages == 0) return null;

        var of = command.Of;
        var version = await db.QuarantineRepairs.CountAsync(r => r.Reason == of.Reason && r.Source == of.Source, cancellationToken) + 1;
        var job = jobs.Add(db, new JobRequest(ReplayJob.Kind, RequestedBy: command.By));
        var repair = new QuarantineRepair
        {
            Version = version,
            Reason = of.Reason,
            Source = of.Source,
            Ids = of.Ids is null ? null : JsonSerializer.Serialize(of.Ids),
            LastId = await open.MaxAsync(m => m.Id, cancellationToken),
            Rule = command.Rule,
            By = command.By,
            At = clock.GetUtcNow(),
            Job = job.Value,
            Messages = messages,
        };
        db.Add(repair);
        // Saved for its number.
        await db.SaveChangesAsync(cancellationToken);
        return new StartRepairResult.Started(repair.Number, job);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Repair {Repair} of quarantined messages started (reason {Reason}, source {Source})")]
    private partial void LogStarted(int repair, RefusalReason? reason, int? source);
}
