using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Kernel;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Stewardship;

/// <param name="Profile">Any number of the person.</param>
/// <param name="Identifiers">Those that are taken out: some of the profile's and not all.</param>
/// <param name="Never">They are to stay apart whatever is seen or said later.</param>
/// <param name="By">A user's name or an API key's.</param>
public sealed record TakeApart(ProfileId Profile, IReadOnlyList<Identifier> Identifiers, bool Never, string By);

public abstract record TakeApartResult
{
    private TakeApartResult()
    {
    }

    /// <param name="People">Those that the profile becomes; one alone where nothing comes apart.</param>
    /// <param name="IsCertain">False where not everybody who shares identifiers with the profile was looked at.</param>
    public sealed record Foreseen(IReadOnlyList<ForeseenPerson> People, bool IsCertain) : TakeApartResult;

    /// <param name="Profiles">Those that there are now, by rising numbers.</param>
    public sealed record TakenApart(long Decision, IReadOnlyList<ProfileId> Profiles) : TakeApartResult;

    public sealed record NobodyFound : TakeApartResult;

    public sealed record NotTheirs(Identifier Identifier) : TakeApartResult;

    /// <summary>None was chosen, or all.</summary>
    public sealed record NoTwoSides : TakeApartResult;

    /// <summary>A fence for each pair would be more than <see cref="TakeApartHandler.MostFences"/>.</summary>
    public sealed record TooManyPairs(long Pairs) : TakeApartResult;
}

public sealed partial class TakeApartHandler(
    IProfileDirectory directory, IdentityReader reader, StewardWord word, FactLog log, CurrentIdentityRules rules, TimeProvider clock, ILogger<TakeApartHandler> logger)
{
    /// <summary>Of one decision. Each is a fact that every fold around these people looks at, for ever.</summary>
    public const int MostFences = 2_500;

    /// <summary>What would come of it; nothing is written.</summary>
    public async Task<TakeApartResult> ForeseeAsync(TakeApart command, CancellationToken cancellationToken)
    {
        var (refusal, sides) = Sides(command);
        if (sides is null) return refusal!; // one of the two

        var plan = await PlanAsync(command, sides, cancellationToken);
        return new TakeApartResult.Foreseen(plan.People, plan.IsCertain);
    }

    public async Task<TakeApartResult> HandleAsync(TakeApart command, CancellationToken cancellationToken)
    {
        var (refusal, sides) = Sides(command);
        if (sides is null) return refusal!; // one of the two

        var plan = await PlanAsync(command, sides, cancellationToken);
        var decided = new DecidedIdentifiers(
            [.. sides.Nodes.Where(n => sides.Taken.Contains(n.Profile)).Select(DecidedIdentifier.Of)],
            [.. sides.Nodes.Where(n => !sides.Taken.Contains(n.Profile)).Select(DecidedIdentifier.Of)],
            [.. plan.Cuts.Select(c => new[] { c.A.Value, c.B.Value })]);
        var decision = new StewardDecision
        {
            Kind = StewardDecisionKind.TookApart, Identifiers = decided.ToJson(), Never = command.Never, After = log.Last, By = command.By, At = clock.GetUtcNow(),
        };
        await word.SayAsync(
            (db, _) =>
            {
                db.Add(decision);
                return Task.FromResult<StewardDecision?>(decision);
            },
            [new FactCommand.Part(plan.Cuts, plan.Fences)],
            cancellationToken);

        LogTakenApart(decision.Id, plan.Cuts.Count, plan.Fences.Count);
        return new TakeApartResult.TakenApart(decision.Id, directory.ProfilesOf(sides.Nodes.Select(n => n.Profile)));
    }

    private (TakeApartResult? Refusal, TwoSides? Sides) Sides(TakeApart command)
    {
        if (directory.Read(command.Profile) is not { } person) return (new TakeApartResult.NobodyFound(), null);

        var nodes = directory.NodesOf(person);
        var own = nodes.Select(n => n.Profile).ToHashSet();
        var taken = new HashSet<ProfileId>();
        foreach (var identifier in command.Identifiers)
        {
            if (directory.NumberOf(identifier) is not { } number || !own.Contains(number)) return (new TakeApartResult.NotTheirs(identifier), null);

            taken.Add(number);
        }

        // Nothing parts what is one value, however it is written.
        var values = nodes.Where(n => taken.Contains(n.Profile)).Select(n => n.Identifier).ToHashSet(rules.Rules.Same);
        taken.UnionWith(nodes.Where(n => values.Contains(n.Identifier)).Select(n => n.Profile));
        if (taken.Count == 0 || taken.Count == own.Count) return (new TakeApartResult.NoTwoSides(), null);

        var pairs = (long)taken.Count * (own.Count - taken.Count);
        return command.Never && pairs > MostFences ? (new TakeApartResult.TooManyPairs(pairs), null) : (null, new TwoSides(nodes, taken));
    }

    private async Task<TakeApartPlan> PlanAsync(TakeApart command, TwoSides sides, CancellationToken cancellationToken)
    {
        var facts = await reader.AroundAsync([.. sides.Nodes.Select(n => n.Profile)], directory.Position, cancellationToken);
        return TakeApartPlan.Of(facts, sides.Nodes, sides.Taken, command.Never);
    }

    private sealed record TwoSides(IReadOnlyList<IdentityNode> Nodes, IReadOnlySet<ProfileId> Taken);

    [LoggerMessage(Level = LogLevel.Information, Message = "Decision {Decision}: a profile was taken apart ({Cuts} cuts, {Fences} fences)")]
    private partial void LogTakenApart(long decision, int cuts, int fences);
}
