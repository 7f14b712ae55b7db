using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Ingestion.Quarantine;

/// <summary>Gives quarantined messages up: they will not be stored, and stay findable as discarded. What is being replayed is left alone.</summary>
/// <param name="By">Who does it.</param>
/// <param name="Why">In that person's words; kept.</param>
public sealed record DiscardQuarantined(QuarantineSelection Of, string By, string Why);

public abstract record DiscardResult
{
    private DiscardResult()
    {
    }

    public sealed record Discarded(long Messages) : DiscardResult;

    /// <summary>Nobody said why, or everything was meant.</summary>
    public sealed record Incomplete : DiscardResult;
}

public sealed partial class DiscardQuarantinedHandler(IWriteQueue queue, TimeProvider clock, ILogger<DiscardQuarantinedHandler> logger)
{
    public const int MaxWhyLength = 400;

    // A turn to write lasts some milliseconds.
    private const int AtOnce = 200;

    public async Task<DiscardResult> HandleAsync(DiscardQuarantined command, CancellationToken cancellationToken)
    {
        var why = command.Why.Trim();
        if (why.Length is 0 or > MaxWhyLength || command.Of is { Reason: null, Ids: null, Run: null }) return new DiscardResult.Incomplete();

        var now = clock.GetUtcNow();
        var discard = new QuarantineDiscard
        {
            Id = Guid.CreateVersion7(now),
            AllOf = command.Of.Ids is null ? command.Of.Reason : null,
            Messages = 0,
            By = command.By,
            At = now,
            Why = why,
        };
        var discarded = 0L;
        while (await queue.WriteAsync(WritePriority.Interactive, (db, token) => DiscardSomeAsync(db, command.Of, discard, token), cancellationToken) is var some and > 0)
            discarded += some;

        LogDiscarded(discarded, discard.AllOf);
        return new DiscardResult.Discarded(discarded);
    }

    private static async Task<int> DiscardSomeAsync(
        StudioDbContext db, QuarantineSelection of, QuarantineDiscard discard, CancellationToken cancellationToken)
    {
        var ids = await db.QuarantinedMessages.Of(of).Open().OrderBy(m => m.Id).Take(AtOnce).Select(m => m.Id).ToListAsync(cancellationToken);
        return await DiscardAsync(db, ids, discard, cancellationToken);
    }

    /// <summary>Discards those of them that are open, in the transaction that is open.</summary>
    /// <returns>How many. Each write says how much it threw away, so the record and the counts are right wherever a crash falls.</returns>
    internal static async Task<int> DiscardAsync(StudioDbContext db, List<long> ids, QuarantineDiscard discard, CancellationToken cancellationToken)
    {
        var at = discard.At.ToUnixTimeMilliseconds();
        var discarded = await db.QuarantinedMessages
            .Where(m => ids.Contains(m.Id))
            .Open()
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(m => m.State, QuarantineState.Discarded)
                    .SetProperty(m => m.DecidedAt, at)
                    .SetProperty(m => m.Discard, discard.Id),
                cancellationToken);
        if (discarded == 0) return 0;

        await CountAsync(db, ids, discard.Id, at, cancellationToken);
        var known = await db.QuarantineDiscards.SingleOrDefaultAsync(d => d.Id == discard.Id, cancellationToken);
        if (known is null) db.Add(known = discard);
        known.Messages += discarded;
        return discarded;
    }

    private static async Task CountAsync(StudioDbContext db, List<long> ids, Guid discard, long now, CancellationToken cancellationToken)
    {
        var messages = await db.QuarantinedMessages
            .Where(m => ids.Contains(m.Id) && m.Discard == discard)
            .Select(m => new { m.Source, m.QuarantinedAt, m.ReceivedAt })
            .ToListAsync(cancellationToken);
        var tally = new SourceTally();
        foreach (var m in messages) tally[m.Source, QuarantinedMessage.HourOf(m.QuarantinedAt, m.ReceivedAt)].Discarded++;
        await tally.WriteAsync(db, now, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Messages} quarantined messages were discarded (all of {Reason})")]
    private partial void LogDiscarded(long messages, RefusalReason? reason);
}
