using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Stewardship.Held;

/// <summary>A steward says whether they are one person.</summary>
/// <param name="By">A user's name or an API key's.</param>
public sealed record DecideHeldMerge(long Held, bool One, string By);

public enum HeldOutcome
{
    Done,
    NotFound,

    /// <summary>Somebody was faster.</summary>
    Decided,

    /// <summary>Somebody decided that they never belong together; that decision is to be undone first.</summary>
    KeptApart,

    /// <summary>One of them is there no more.</summary>
    Gone,

    /// <summary>They are one profile, and what says so is to be taken apart on its page.</summary>
    TakeApartFirst,
}

/// <summary>'One person' joins them at once; 'two people' puts up fences, so that no rule and nothing that is seen later joins them.</summary>
public sealed class DecideHeldMergeHandler(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, IProfileDirectory directory, JoinPeopleHandler join, StewardWord word, FactLog log, TimeProvider clock)
{
    public async Task<HeldOutcome> HandleAsync(DecideHeldMerge command, CancellationToken cancellationToken)
    {
        HeldMerge? held;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            held = await db.HeldMerges.AsNoTracking().SingleOrDefaultAsync(h => h.Id == command.Held, cancellationToken);
        if (held is null) return HeldOutcome.NotFound;
        if (held.State != HeldState.Open) return HeldOutcome.Decided;
        if (directory.Read(held.Low) is not { } low || directory.Read(held.High) is not { } high) return HeldOutcome.Gone;
        if (low.Id == high.Id) return command.One ? await MarkAsync(command, cancellationToken) : HeldOutcome.TakeApartFirst;

        return command.One ? await JoinAsync(command, low, high, cancellationToken) : await KeepApartAsync(command, low, high, cancellationToken);
    }

    private async Task<HeldOutcome> JoinAsync(DecideHeldMerge command, ProfileRecord low, ProfileRecord high, CancellationToken cancellationToken)
    {
        var (a, b) = (directory.NodesOf(low).Speaking(), directory.NodesOf(high).Speaking());
        var result = await join.HandleAsync(
            new JoinPeople(a.Identifier, b.Identifier, command.By), (db, decision, token) => WriteAsync(db, command, decision, token), cancellationToken);
        return result switch
        {
            JoinPeopleResult.Joined => HeldOutcome.Done,
            JoinPeopleResult.AlreadyOne => await MarkAsync(command, cancellationToken),
            JoinPeopleResult.NotSaid => HeldOutcome.Decided,
            JoinPeopleResult.KeptApart => HeldOutcome.KeptApart,
            _ => HeldOutcome.Gone,
        };
    }

    private async Task<HeldOutcome> KeepApartAsync(DecideHeldMerge command, ProfileRecord low, ProfileRecord high, CancellationToken cancellationToken)
    {
        var (a, b) = (directory.NodesOf(low), directory.NodesOf(high));
        // With too many for a fence between every two, those that say who somebody is have to do.
        if ((long)a.Count * b.Count > TakeApartHandler.MostFences) (a, b) = ([a.Speaking()], [b.Speaking()]);
        var decision = new StewardDecision
        {
            Kind = StewardDecisionKind.KeptApart,
            Identifiers = new DecidedIdentifiers([.. a.Select(DecidedIdentifier.Of)], [.. b.Select(DecidedIdentifier.Of)], []).ToJson(),
            Never = true,
            After = log.Last,
            By = command.By,
            At = clock.GetUtcNow(),
        };
        List<IdentifierPair> fences = [.. from one in a from other in b select new IdentifierPair(one.Profile, other.Profile)];
        var said = await word.SayAsync((db, token) => WriteAsync(db, command, decision, token), [new FactCommand.Part([], fences)], cancellationToken);
        return said is null ? HeldOutcome.Decided : HeldOutcome.Done;
    }

    /// <summary>Null when somebody was faster: then nothing is said.</summary>
    private async Task<StewardDecision?> WriteAsync(StudioDbContext db, DecideHeldMerge command, StewardDecision decision, CancellationToken cancellationToken)
    {
        if (await MarkAsync(db, command, cancellationToken) == 0) return null;

        db.Add(decision);
        // Saved for its number.
        await db.SaveChangesAsync(cancellationToken);
        await db.HeldMerges.Where(h => h.Id == command.Held).ExecuteUpdateAsync(set => set.SetProperty(h => h.Decision, decision.Id), cancellationToken);
        return decision;
    }

    private async Task<HeldOutcome> MarkAsync(DecideHeldMerge command, CancellationToken cancellationToken) =>
        await queue.WriteAsync(WritePriority.Interactive, (db, token) => MarkAsync(db, command, token), cancellationToken) > 0 ? HeldOutcome.Done : HeldOutcome.Decided;

    private Task<int> MarkAsync(StudioDbContext db, DecideHeldMerge command, CancellationToken cancellationToken)
    {
        var (now, state) = (clock.GetUtcNow(), command.One ? HeldState.One : HeldState.Two);
        return db.HeldMerges.Where(h => h.Id == command.Held && h.State == HeldState.Open).ExecuteUpdateAsync(
            set => set.SetProperty(h => h.State, state).SetProperty(h => h.By, command.By).SetProperty(h => h.DecidedAt, now),
            cancellationToken);
    }
}
