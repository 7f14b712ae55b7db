using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Ingestion.Quarantine;

/// <summary>Throws quarantined messages away for good: one by its id, or all of a reason.</summary>
/// <param name="By">Who does it.</param>
/// <param name="Why">In that person's words; kept.</param>
public sealed record DiscardQuarantined(long? Id, RefusalReason? AllOf, string By, string Why);

public abstract record DiscardResult
{
    private DiscardResult()
    {
    }

    public sealed record Discarded(long Messages) : DiscardResult;

    /// <summary>Nobody said why, or neither a message nor a reason was named.</summary>
    public sealed record Incomplete : DiscardResult;
}

public sealed partial class DiscardQuarantinedHandler(IWriteQueue queue, TimeProvider clock, ILogger<DiscardQuarantinedHandler> logger)
{
    public const int MaxWhyLength = 400;

    // A turn to write lasts some milliseconds; payloads are up to 36 KB each.
    private const int AtOnce = 200;

    public async Task<DiscardResult> HandleAsync(DiscardQuarantined command, CancellationToken cancellationToken)
    {
        var why = command.Why.Trim();
        if (why.Length is 0 or > MaxWhyLength || (command.Id is null) == (command.AllOf is null)) return new DiscardResult.Incomplete();

        var now = clock.GetUtcNow();
        var discard = new QuarantineDiscard
        {
            Id = Guid.CreateVersion7(now),
            AllOf = command.AllOf,
            Messages = 0,
            By = command.By,
            At = now,
            Why = why,
        };
        var discarded = 0L;
        while (await queue.WriteAsync(WritePriority.Interactive, (db, token) => DeleteSomeAsync(db, command, discard, token), cancellationToken) is var some and > 0)
            discarded += some;

        LogDiscarded(discarded, command.AllOf);
        return new DiscardResult.Discarded(discarded);
    }

    // Each write says how much it threw away, so the record is right wherever a crash falls.
    private static async Task<int> DeleteSomeAsync(
        StudioDbContext db, DiscardQuarantined command, QuarantineDiscard discard, CancellationToken cancellationToken)
    {
        var deleted = await db.QuarantinedMessages
            .Where(m => command.Id != null ? m.Id == command.Id : m.Reason == command.AllOf)
            .OrderBy(m => m.Id)
            .Take(AtOnce)
            .ExecuteDeleteAsync(cancellationToken);
        if (deleted == 0) return 0;

        var known = await db.QuarantineDiscards.SingleOrDefaultAsync(d => d.Id == discard.Id, cancellationToken);
        if (known is null) db.Add(known = discard);
        known.Messages += deleted;
        return deleted;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Messages} quarantined messages were discarded (all of {Reason})")]
    private partial void LogDiscarded(long messages, RefusalReason? reason);
}
