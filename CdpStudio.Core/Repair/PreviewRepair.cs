using System.Text.Json.Nodes;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Repair;

/// <summary>What a rule would do, before anything is done.</summary>
/// <param name="Messages">That the selection holds.</param>
/// <param name="Tried">Of those, the newest, at most <see cref="PreviewRepair.MostTried"/>.</param>
/// <param name="Accepted">Of the tried ones; duplicates of what is stored are among them.</param>
/// <param name="Remaining">Of the tried ones, by what would be wrong with them then.</param>
public sealed record RepairPreview(
    long Messages, int Tried, int Accepted, IReadOnlyList<RepairRemainder> Remaining, IReadOnlyList<RepairSample> Samples);

/// <param name="Words">Of one of them, in English.</param>
public sealed record RepairRemainder(RefusalReason Reason, int Messages, string Words);

/// <param name="After">Null when the rule can't be carried out on it.</param>
/// <param name="Refusal">Null when it would be accepted.</param>
public sealed record RepairSample(long Id, byte[] Before, byte[]? After, Refusal? Refusal);

public sealed class PreviewRepair
{
    public const int MostTried = 10_000;

    private const int AtOnce = 200;
    private const int SamplesOfAKind = 3;
    private const int MostLookedAt = 20;
    private const int MostPaths = 200;

    private readonly IDbContextFactory<StudioDbContext> _contexts;
    private readonly RepairTrial _trial;

    internal PreviewRepair(IDbContextFactory<StudioDbContext> contexts, RepairTrial trial) => (_contexts, _trial) = (contexts, trial);

    public async Task<RepairPreview> RunAsync(QuarantineSelection selection, RepairRule rule, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var messages = db.QuarantinedMessages.AsNoTracking().Of(selection).Open();
        var total = await messages.LongCountAsync(cancellationToken);
        var (tried, accepted, before) = (0, 0, long.MaxValue);
        var remaining = new Dictionary<RefusalReason, RepairRemainder>();
        var samples = new List<RepairSample>();
        while (tried < MostTried)
        {
            var some = await messages.Where(m => m.Id < before).OrderByDescending(m => m.Id).Take(AtOnce).ToListAsync(cancellationToken);
            foreach (var message in some)
            {
                var refusal = (_trial.Try(message, rule) is var outcome && outcome is RepairOutcome.Stays stays) ? stays.Refusal : null;
                if (refusal is null) accepted++;
                else remaining[refusal.Reason] = Counted(remaining.GetValueOrDefault(refusal.Reason), refusal);
                if (samples.Count(s => s.Refusal?.Reason == refusal?.Reason) < SamplesOfAKind)
                    samples.Add(new RepairSample(message.Id, message.Payload, outcome.Payload, refusal));
            }

            tried += some.Count;
            if (some.Count < AtOnce) break;
            before = some[^1].Id;
        }

        return new RepairPreview(
            total, tried, accepted, [.. remaining.Values.OrderByDescending(r => r.Messages).ThenBy(r => r.Reason)], [.. samples.OrderBy(s => s.Refusal is not null)]);
    }

    /// <summary>How many messages are open, and which members the newest of them have.</summary>
    public async Task<(long Messages, IReadOnlyList<string> Paths)> LookAsync(QuarantineSelection selection, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var messages = db.QuarantinedMessages.AsNoTracking().Of(selection).Open();
        var newest = await messages.OrderByDescending(m => m.Id).Take(MostLookedAt).ToListAsync(cancellationToken);
        var paths = newest.Select(RepairableMessage.Read).OfType<JsonObject>().SelectMany(m => RepairableMessage.Paths(m).Take(MostPaths));
        return (await messages.LongCountAsync(cancellationToken), [.. paths.Distinct().Take(MostPaths).Order(StringComparer.Ordinal)]);
    }

    private static RepairRemainder Counted(RepairRemainder? before, Refusal refusal) =>
        before is null ? new RepairRemainder(refusal.Reason, 1, refusal.Words) : before with { Messages = before.Messages + 1 };
}
