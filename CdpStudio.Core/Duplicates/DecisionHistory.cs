using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Stewardship;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Duplicates;

/// <summary>Somebody's decision on who is who, or that possible duplicates are one person.</summary>
public abstract record DecisionEntry
{
    private DecisionEntry()
    {
    }

    public abstract DateTimeOffset At { get; }

    public abstract DecisionPlace Place { get; }

    public sealed record Steward(DecisionRow Row) : DecisionEntry
    {
        public override DateTimeOffset At => Row.At;

        public override DecisionPlace Place => new(Row.At.ToUnixTimeMilliseconds(), IsPair: false, Row.Id);
    }

    /// <summary>A pair that was accepted; taken back, it stands where it was taken back.</summary>
    public sealed record Duplicate(DuplicateRow Pair) : DecisionEntry
    {
        public override DateTimeOffset At => Pair.DecidedAt!.Value; // it was decided

        public override DecisionPlace Place => new(At.ToUnixTimeMilliseconds(), IsPair: true, Pair.Id);
    }
}

public enum DecisionKind
{
    Joined,
    TookApart,
    KeptApart,
    Duplicate,
}

/// <summary>Where an entry stands in the list of all.</summary>
/// <param name="At">Milliseconds since the Unix epoch.</param>
public sealed record DecisionPlace(long At, bool IsPair, long Id)
{
    private const string Pair = "pair";
    private const string Decision = "decision";

    public static bool TryParse(string? text, [NotNullWhen(true)] out DecisionPlace? place)
    {
        place = text?.Split('_') is [var at, Pair or Decision, var id]
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var moment) && moment <= Kernel.EpochTime.Last
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new DecisionPlace(moment, text.Split('_')[1] == Pair, number)
                : null;
        return place is not null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At}_{(IsPair ? Pair : Decision)}_{Id}");
}

/// <summary>All that was decided on who is who: what people said themselves, and which possible duplicates were accepted.</summary>
public sealed class DecisionHistory(IDbContextFactory<StudioDbContext> contexts)
{
    /// <summary>The newest first; of one moment, decisions before pairs.</summary>
    /// <param name="kind">Null for all.</param>
    /// <param name="before">The last one of the page before; null begins with the newest.</param>
    public async Task<IReadOnlyList<DecisionEntry>> RecentAsync(DecisionKind? kind, DecisionPlace? before, int size, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = new List<DecisionEntry>();
        if (kind != DecisionKind.Duplicate)
        {
            var decisions = await Decisions(db, kind, before).Take(size).ToListAsync(cancellationToken);
            entries.AddRange(decisions.Select(d => new DecisionEntry.Steward(DecisionList.Of(d))));
        }

        if (kind is null or DecisionKind.Duplicate)
        {
            var pairs = await Pairs(db, before).Take(size).ToListAsync(cancellationToken);
            entries.AddRange(pairs.Select(p => new DecisionEntry.Duplicate(DuplicateRow.Of(p))));
        }

        return [.. entries.OrderByDescending(e => e.Place.At).ThenBy(e => e.Place.IsPair).ThenByDescending(e => e.Place.Id).Take(size)];
    }

    /// <summary>Null when there is no such decision.</summary>
    public async Task<DecisionEntry?> FindAsync(long decision, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.StewardDecisions.AsNoTracking().SingleOrDefaultAsync(d => d.Id == decision, cancellationToken) is { } found
            ? new DecisionEntry.Steward(DecisionList.Of(found))
            : null;
    }

    private static IQueryable<StewardDecision> Decisions(StudioDbContext db, DecisionKind? kind, DecisionPlace? before)
    {
        var decisions = db.StewardDecisions.AsNoTracking();
        if (kind is { } one)
        {
            var stored = one switch
            {
                DecisionKind.Joined => StewardDecisionKind.Joined,
                DecisionKind.KeptApart => StewardDecisionKind.KeptApart,
                _ => StewardDecisionKind.TookApart,
            };
            decisions = decisions.Where(d => d.Kind == stored);
        }

        if (before is not null)
        {
            var (at, id) = (DateTimeOffset.FromUnixTimeMilliseconds(before.At), before.IsPair ? 0 : before.Id);
            decisions = decisions.Where(d => d.At < at || (d.At == at && d.Id < id));
        }

        return decisions.OrderByDescending(d => d.At).ThenByDescending(d => d.Id);
    }

    private static IQueryable<DuplicatePair> Pairs(StudioDbContext db, DecisionPlace? before)
    {
        var pairs = db.DuplicatePairs.AsNoTracking().Where(p => p.State == DuplicateState.Accepted || p.State == DuplicateState.Undone);
        if (before is not null)
        {
            var (at, id) = (DateTimeOffset.FromUnixTimeMilliseconds(before.At), before.IsPair ? before.Id : long.MaxValue);
            pairs = pairs.Where(p => p.DecidedAt < at || (p.DecidedAt == at && p.Id < id));
        }

        return pairs.OrderByDescending(p => p.DecidedAt).ThenByDescending(p => p.Id);
    }
}
