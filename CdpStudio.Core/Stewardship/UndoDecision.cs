using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Stewardship.Held;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Stewardship;

/// <param name="By">A user's name or an API key's.</param>
public sealed record UndoDecision(long Decision, string By);

public abstract record UndoDecisionResult
{
    private UndoDecisionResult()
    {
    }

    /// <param name="Profiles">Those that the decision's identifiers belong to now, by rising numbers.</param>
    public sealed record Undone(IReadOnlyList<ProfileId> Profiles) : UndoDecisionResult;

    public sealed record NotFound : UndoDecisionResult;

    public sealed record UndoneBefore : UndoDecisionResult;

    /// <summary>Somebody whom it was about was erased since, or came by facts that were cancelled.</summary>
    public sealed record SomebodyGone : UndoDecisionResult;
}

/// <summary>
/// A join is undone by a cut, a taking apart by joining again what was cut. Fences are cancelled, and only they: an index can't lose facts,
/// so the audience engine makes a new one beside the one that answers, which takes as long as a start without a snapshot.
/// </summary>
public sealed partial class UndoDecisionHandler(
    IDbContextFactory<StudioDbContext> contexts, IProfileDirectory directory, IdentityReader reader, StewardWord word, ServedCommands served, TimeProvider clock,
    ILogger<UndoDecisionHandler> logger)
{
    public async Task<UndoDecisionResult> HandleAsync(UndoDecision command, CancellationToken cancellationToken)
    {
        // Else it would not be known yet which facts it brought about.
        await served.UntilAllServedAsync(cancellationToken);
        if (await FindAsync(command.Decision, cancellationToken) is not { } decision) return new UndoDecisionResult.NotFound();
        if (decision.UndoneAt is not null) return new UndoDecisionResult.UndoneBefore();

        var decided = DecidedIdentifiers.Read(decision.Identifiers);
        if (decided.A.Count == 0 || decided.B.Count == 0 || !decided.All.All(IsThere)) return new UndoDecisionResult.SomebodyGone();

        IReadOnlyList<FactCommand> commands = decision.Kind == StewardDecisionKind.Joined
            ? [new FactCommand.Part([.. decided.A.Zip(decided.B, (a, b) => new IdentifierPair(a.Profile, b.Profile))], [])]
            : [.. await FencesAsync(decision, decided, cancellationToken), .. JoinsAgain(decided)];
        if (await word.SayAsync((db, token) => MarkAsync(db, command, token), commands, cancellationToken) is null) return new UndoDecisionResult.UndoneBefore();

        LogUndone(decision.Id, decision.Kind);
        return new UndoDecisionResult.Undone(directory.ProfilesOf(decided.All.Select(i => i.Profile)));
    }

    private bool IsThere(DecidedIdentifier identifier) => directory.NumberOf(identifier.Identifier) == identifier.Profile;

    private async Task<StewardDecision?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.StewardDecisions.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancellationToken);
    }

    /// <summary>Two people may press at once: the second one finds it undone.</summary>
    private async Task<StewardDecision?> MarkAsync(StudioDbContext db, UndoDecision command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var marked = await db.StewardDecisions.Where(d => d.Id == command.Decision && d.UndoneAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.UndoneBy, command.By).SetProperty(d => d.UndoneAt, now), cancellationToken);
        // Who waited for a word waits for another one.
        await db.HeldMerges.Where(h => h.Decision == command.Decision).ExecuteUpdateAsync(
            set => set.SetProperty(h => h.State, HeldState.Open).SetProperty(h => h.Decision, (long?)null).SetProperty(h => h.By, (string?)null)
                .SetProperty(h => h.DecidedAt, (DateTimeOffset?)null),
            cancellationToken);
        return marked == 0 ? null : await db.StewardDecisions.AsNoTracking().SingleAsync(d => d.Id == command.Decision, cancellationToken);
    }

    private async Task<IReadOnlyList<FactCommand>> FencesAsync(StewardDecision decision, DecidedIdentifiers decided, CancellationToken cancellationToken)
    {
        if (!decision.Never) return [];

        // Not those of another decision, which were there before: as long as one stands nobody puts up another between the same two.
        var fences = await reader.FencesAsync(Numbers(decided.A), Numbers(decided.B), decision.After, cancellationToken);
        var ranges = new List<FactRange>();
        foreach (var fence in fences)
        {
            if (ranges.Count > 0 && ranges[^1].Last == fence.Number - 1) ranges[^1] = ranges[^1] with { Last = fence.Number };
            else ranges.Add(new FactRange(fence.Number, fence.Number));
        }

        return ranges.Count == 0 ? [] : [new FactCommand.Cancel(ranges, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"decision:{decision.Id}"))];
    }

    /// <summary>As few of the pairs that were cut as bring everybody together again; none where they have come together by themselves.</summary>
    private List<FactCommand> JoinsAgain(DecidedIdentifiers decided)
    {
        var identifiers = decided.All.ToDictionary(i => i.Number, i => i.Identifier);
        var person = decided.All.ToDictionary(i => i.Number, i => directory.ProfilesOf([i.Profile])[0]);
        var joins = new List<FactCommand>();
        foreach (var cut in decided.Cuts)
        {
            var (a, b) = (person[cut[0]], person[cut[1]]);
            if (a == b) continue;

            joins.Add(new FactCommand.Join(identifiers[cut[0]], identifiers[cut[1]]));
            foreach (var number in identifiers.Keys.Where(n => person[n] == b)) person[number] = a;
        }

        return joins;
    }

    private static HashSet<ProfileId> Numbers(IReadOnlyList<DecidedIdentifier> identifiers) => [.. identifiers.Select(i => i.Profile)];

    [LoggerMessage(Level = LogLevel.Information, Message = "Decision {Decision} ({Kind}) was undone")]
    private partial void LogUndone(long decision, StewardDecisionKind kind);
}
