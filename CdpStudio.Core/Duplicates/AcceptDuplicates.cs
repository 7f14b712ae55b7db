using CdpStudio.Core.Audience;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Duplicates;

/// <summary>Joins the two people of each pair.</summary>
/// <param name="By">A user's name or an API key's; null when the product does it by itself.</param>
public sealed record AcceptDuplicates(IReadOnlyList<long> Pairs, string? By);

public sealed partial class AcceptDuplicatesHandler
{
    private readonly IDbContextFactory<StudioDbContext> _contexts;
    private readonly IWriteQueue _queue;
    private readonly IProfileDirectory _directory;
    private readonly PeopleJoin _join;
    private readonly TimeProvider _clock;
    private readonly ILogger<AcceptDuplicatesHandler> _logger;

    internal AcceptDuplicatesHandler(
        IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, IProfileDirectory directory, PeopleJoin join, TimeProvider clock,
        ILogger<AcceptDuplicatesHandler> logger)
    {
        (_contexts, _queue, _directory, _join, _clock, _logger) = (contexts, queue, directory, join, clock, logger);
    }

    /// <summary>Returns when everybody is served the joined people. Killed before, what was committed is joined all the same.</summary>
    /// <returns>What became of each pair asked for.</returns>
    public async Task<IReadOnlyDictionary<long, DuplicateOutcome>> HandleAsync(AcceptDuplicates command, CancellationToken cancellationToken)
    {
        var pairs = await ReadAsync(command.Pairs, cancellationToken);
        var outcomes = command.Pairs.Distinct().ToDictionary(id => id, id => pairs.TryGetValue(id, out var pair) ? Look(pair) : DuplicateOutcome.NotFound);
        var links = outcomes.Where(o => o.Value == DuplicateOutcome.Done).Select(o => (Pair: pairs[o.Key], Link: _join.Between(pairs[o.Key].Low, pairs[o.Key].High))).ToList();
        foreach (var (pair, _) in links.Where(l => l.Link is null)) outcomes[pair.Id] = DuplicateOutcome.Gone;

        var joined = await WriteAsync([.. links.Where(l => l.Link is not null).Select(l => (l.Pair, l.Link!))], command.By, cancellationToken);
        foreach (var (pair, _) in links.Where(l => l.Link is not null && !joined.ContainsKey(l.Pair.Id))) outcomes[pair.Id] = DuplicateOutcome.Decided;
        // What is committed is waited for, whoever leaves: the pairs say that they are joined.
        if (joined.Count > 0) await _join.UntilServedAsync([.. joined.Values], cancellationToken);

        foreach (var (pair, link) in links.Where(l => joined.ContainsKey(l.Pair.Id) && !_join.AreOne(l.Link!.LowNumber, l.Link.HighNumber)))
        {
            await TakeBackAsync(pair.Id, link!, cancellationToken);
            outcomes[pair.Id] = DuplicateOutcome.KeptApart;
        }

        await DropSettledAsync(outcomes, pairs, cancellationToken);
        var done = outcomes.Count(o => o.Value == DuplicateOutcome.Done);
        LogAccepted(done, outcomes.Count);
        return outcomes;
    }

    private DuplicateOutcome Look(DuplicatePair pair) =>
        pair.State != DuplicateState.Open ? DuplicateOutcome.Decided
        : _directory.Numbers(pair.Low).Count == 0 || _directory.Numbers(pair.High).Count == 0 ? DuplicateOutcome.Gone
        : _join.AreOne(pair.Low, pair.High) ? DuplicateOutcome.OneAlready
        : DuplicateOutcome.Done;

    private async Task<Dictionary<long, DuplicatePair>> ReadAsync(IReadOnlyList<long> pairs, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.DuplicatePairs.AsNoTracking().Where(p => pairs.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
    }

    /// <returns>By pair, the commands of those that nobody else decided meanwhile.</returns>
    private async Task<Dictionary<long, InboxRow>> WriteAsync(
        List<(DuplicatePair Pair, IdentifierLink Link)> links, string? by, CancellationToken cancellationToken)
    {
        if (links.Count == 0) return [];

        var now = _clock.GetUtcNow();
        return await _queue.WriteAsync(
            by is null ? WritePriority.Background : WritePriority.Interactive,
            async (db, token) =>
            {
                var commands = new Dictionary<long, InboxRow>();
                foreach (var (pair, link) in links)
                {
                    var mine = await db.DuplicatePairs.Where(p => p.Id == pair.Id && p.State == DuplicateState.Open).ExecuteUpdateAsync(
                        set => set
                            .SetProperty(p => p.State, DuplicateState.Accepted)
                            .SetProperty(p => p.DecidedAt, now)
                            .SetProperty(p => p.By, by)
                            .SetProperty(p => p.Automatic, by == null)
                            .SetProperty(p => p.JoinedLow, link.LowNumber)
                            .SetProperty(p => p.JoinedHigh, link.HighNumber),
                        token);
                    if (mine > 0) commands.Add(pair.Id, _join.Join(db, link));
                }

                // Saved for their numbers.
                await db.SaveChangesAsync(token);
                return commands;
            },
            cancellationToken);
    }

    // Else it would join them on the day on which nobody keeps them apart any more.
    private async Task TakeBackAsync(long pair, IdentifierLink link, CancellationToken cancellationToken)
    {
        var command = await _queue.WriteAsync(
            WritePriority.Interactive,
            async (db, token) =>
            {
                await db.DuplicatePairs.Where(p => p.Id == pair && p.State == DuplicateState.Accepted).ExecuteUpdateAsync(DuplicateDecision.Reopen, token);
                var row = _join.TakeApart(db, link.Pair);
                await db.SaveChangesAsync(token);
                return row;
            },
            cancellationToken);
        await _join.UntilServedAsync([command], cancellationToken);
    }

    /// <summary>Open pairs whose people are one by now, or gone: those asked for, and those of the people who were joined.</summary>
    private async Task DropSettledAsync(
        Dictionary<long, DuplicateOutcome> outcomes, Dictionary<long, DuplicatePair> pairs, CancellationToken cancellationToken)
    {
        var settled = outcomes.Where(o => o.Value is DuplicateOutcome.Gone or DuplicateOutcome.OneAlready).Select(o => o.Key).ToList();
        var numbers = outcomes.Where(o => o.Value == DuplicateOutcome.Done).SelectMany(o => _directory.Numbers(pairs[o.Key].Low)).Distinct().ToList();
        await using (var db = await _contexts.CreateDbContextAsync(cancellationToken))
        {
            foreach (var some in numbers.Chunk(500))
            {
                var open = await db.DuplicatePairs.AsNoTracking()
                    .Where(p => p.State == DuplicateState.Open && some.Contains(p.Low)).Select(p => new { p.Id, p.Low, p.High }).ToListAsync(cancellationToken);
                settled.AddRange(open.Where(p => _join.AreOne(p.Low, p.High)).Select(p => p.Id));
            }
        }

        if (settled.Count == 0) return;
        await _queue.WriteAsync(
            WritePriority.Background,
            (db, token) => db.DuplicatePairs.Where(p => settled.Contains(p.Id) && p.State == DuplicateState.Open).ExecuteDeleteAsync(token),
            cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Duplicates: {Joined} of {Asked} pairs were joined")]
    private partial void LogAccepted(int joined, int asked);
}
