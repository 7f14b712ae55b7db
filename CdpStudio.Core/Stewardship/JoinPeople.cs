using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Stewardship;

/// <param name="A">Any identifier of the one.</param>
/// <param name="B">Any identifier of the other.</param>
/// <param name="By">A user's name or an API key's.</param>
public sealed record JoinPeople(Identifier A, Identifier B, string By);

public abstract record JoinPeopleResult
{
    private JoinPeopleResult()
    {
    }

    /// <param name="Profile">The one that both are now.</param>
    public sealed record Joined(long Decision, ProfileId Profile) : JoinPeopleResult;

    public sealed record NobodyFound(Identifier Identifier) : JoinPeopleResult;

    public sealed record AlreadyOne(ProfileId Profile) : JoinPeopleResult;

    /// <summary>Somebody decided that identifiers of the two never belong together.</summary>
    public sealed record KeptApart : JoinPeopleResult;

    /// <summary>Whoever asked had nothing to say any more.</summary>
    internal sealed record NotSaid : JoinPeopleResult;
}

public sealed partial class JoinPeopleHandler(
    IProfileDirectory directory, IdentityReader reader, StewardWord word, FactLog log, TimeProvider clock, ILogger<JoinPeopleHandler> logger)
{
    public Task<JoinPeopleResult> HandleAsync(JoinPeople command, CancellationToken cancellationToken) => HandleAsync(
        command,
        (db, decision, _) =>
        {
            db.Add(decision);
            return Task.FromResult<StewardDecision?>(decision);
        },
        cancellationToken);

    /// <param name="write">Writes the decision, perhaps with what else goes with it; null, with nothing written, when there is nothing to be said.</param>
    internal async Task<JoinPeopleResult> HandleAsync(
        JoinPeople command, Func<StudioDbContext, StewardDecision, CancellationToken, Task<StewardDecision?>> write, CancellationToken cancellationToken)
    {
        if (Find(command.A) is not { } one) return new JoinPeopleResult.NobodyFound(command.A);
        if (Find(command.B) is not { } other) return new JoinPeopleResult.NobodyFound(command.B);
        if (one.Id == other.Id) return new JoinPeopleResult.AlreadyOne(one.Id);

        var (a, b) = (directory.NodesOf(one), directory.NodesOf(other));
        // Between any two of them: the join would hold, and what the fence names would be thrown out of it.
        if (await reader.FencesAsync(Numbers(a), Numbers(b), after: 0, cancellationToken) is { Count: > 0 }) return new JoinPeopleResult.KeptApart();

        var ends = directory.EndsOf(one, other);
        var decided = new DecidedIdentifiers([.. ends.Select(e => DecidedIdentifier.Of(e.A))], [.. ends.Select(e => DecidedIdentifier.Of(e.B))], []);
        var decision = new StewardDecision
        {
            Kind = StewardDecisionKind.Joined, Identifiers = decided.ToJson(), After = log.Last, By = command.By, At = clock.GetUtcNow(),
        };
        var said = await word.SayAsync(
            (db, token) => write(db, decision, token),
            [.. ends.Select(e => new FactCommand.Join(e.A.Identifier, e.B.Identifier))],
            cancellationToken);
        if (said is null) return new JoinPeopleResult.NotSaid();

        LogJoined(decision.Id, one.Id, other.Id);
        return new JoinPeopleResult.Joined(decision.Id, directory.ProfilesOf([ends[0].A.Profile])[0]);
    }

    private ProfileRecord? Find(Identifier identifier) => directory.Find(identifier) is { } profile ? directory.Read(profile) : null;

    private static HashSet<ProfileId> Numbers(IReadOnlyList<IdentityNode> nodes) => [.. nodes.Select(n => n.Profile)];

    [LoggerMessage(Level = LogLevel.Information, Message = "Decision {Decision}: profiles {One} and {Other} were joined")]
    private partial void LogJoined(long decision, ProfileId one, ProfileId other);
}
