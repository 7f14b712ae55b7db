using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Duplicates;

/// <summary>Takes a decision back: joined people are taken apart where they were joined, and any other pair is open again.</summary>
/// <param name="By">A user's name or an API key's.</param>
public sealed record UndoDuplicate(long Pair, string By);

public sealed partial class UndoDuplicateHandler
{
    private readonly IDbContextFactory<StudioDbContext> _contexts;
    private readonly IWriteQueue _queue;
    private readonly PeopleJoin _join;
    private readonly TimeProvider _clock;
    private readonly ILogger<UndoDuplicateHandler> _logger;

    internal UndoDuplicateHandler(
        IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, PeopleJoin join, TimeProvider clock, ILogger<UndoDuplicateHandler> logger)
    {
        (_contexts, _queue, _join, _clock, _logger) = (contexts, queue, join, clock, logger);
    }

    /// <summary>Returns when everybody is served what it did.</summary>
    public async Task<DuplicateOutcome> HandleAsync(UndoDuplicate command, CancellationToken cancellationToken)
    {
        DuplicatePair? pair;
        await using (var db = await _contexts.CreateDbContextAsync(cancellationToken))
            pair = await db.DuplicatePairs.AsNoTracking().SingleOrDefaultAsync(p => p.Id == command.Pair, cancellationToken);

        return pair switch
        {
            null => DuplicateOutcome.NotFound,
            { State: DuplicateState.Open } => DuplicateOutcome.Decided,
            { State: DuplicateState.Accepted, JoinedLow: { } low, JoinedHigh: { } high } =>
                await TakeApartAsync(command, new IdentifierPair(low, high), cancellationToken),
            _ => await ReopenAsync(command, cancellationToken),
        };
    }

    private async Task<DuplicateOutcome> TakeApartAsync(UndoDuplicate command, IdentifierPair joined, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var row = await _queue.WriteAsync<InboxRow?>(
            WritePriority.Interactive,
            async (db, token) =>
            {
                var mine = await db.DuplicatePairs.Where(p => p.Id == command.Pair && p.State == DuplicateState.Accepted).ExecuteUpdateAsync(
                    set => set
                        .SetProperty(p => p.State, DuplicateState.Undone)
                        .SetProperty(p => p.DecidedAt, now)
                        .SetProperty(p => p.By, command.By),
                    token);
                if (mine == 0) return null;

                var added = _join.TakeApart(db, joined);
                await db.SaveChangesAsync(token);
                return added;
            },
            cancellationToken);
        if (row is null) return DuplicateOutcome.Decided;

        await _join.UntilServedAsync([row], cancellationToken);
        LogTakenApart(command.Pair);
        return _join.AreOne(joined.A, joined.B) ? DuplicateOutcome.StillOne : DuplicateOutcome.Done;
    }

    private async Task<DuplicateOutcome> ReopenAsync(UndoDuplicate command, CancellationToken cancellationToken)
    {
        var reopened = await _queue.WriteAsync(
            WritePriority.Interactive,
            async (db, token) =>
            {
                // As if the newest search had found it: one that is at work leaves it where it is.
                var search = await db.DuplicateSearches.Select(s => s.Number).SingleAsync(token);
                return await db.DuplicatePairs
                    .Where(p => p.Id == command.Pair && (p.State == DuplicateState.Rejected || p.State == DuplicateState.Undone))
                    .ExecuteUpdateAsync(
                        set =>
                        {
                            DuplicateDecision.Reopen(set);
                            set.SetProperty(p => p.Search, search);
                        },
                        token);
            },
            cancellationToken);
        return reopened > 0 ? DuplicateOutcome.Done : DuplicateOutcome.Decided;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Duplicates: pair {Pair} was taken apart again")]
    private partial void LogTakenApart(long pair);
}
