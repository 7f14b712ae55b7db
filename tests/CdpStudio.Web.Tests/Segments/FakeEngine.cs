using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Web.Tests.Segments;

/// <summary>Says 1,000 people, and of them as many as the test wants for each kind of node.</summary>
internal sealed class FakeEngine : IAudienceEngine, IAudienceVocabulary
{
    /// <summary>Counting waits for it.</summary>
    public TaskCompletionSource Open { get; set; } = Completed();

    /// <summary>Why somebody is in a rule or not.</summary>
    public Func<Rule, NodeExplanation>? Why { get; set; }

    public long Position => 1;

    public static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }

    public async Task<AudienceCount> CountAsync(AudienceQuery query, CancellationToken cancellationToken)
    {
        await Open.Task.WaitAsync(cancellationToken);
        return new AudienceCount(Count(query.Rule), 1_000, 1, DateTimeOffset.UnixEpoch);
    }

    public async Task<AudienceCounts> CountManyAsync(IReadOnlyList<Rule> rules, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        await Open.Task.WaitAsync(cancellationToken);
        return new AudienceCounts([.. rules.Select(Count)], 1_000, 1, DateTimeOffset.UnixEpoch);
    }

    public Task<IReadOnlyList<AudienceMember>> SampleAsync(
        AudienceQuery query, IReadOnlyList<string> fields, int size, int seed, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AudienceMember>>(
            [new(new ProfileId(7), [new Identifier("user_id", "ann")], [.. fields.Select(f => f == "name" ? "\"Ann Lee\"" : null)])]);

    public Task WaitAsync(long position, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<ProfileId>> MembersAsync(AudienceQuery query, ProfileId? after, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<ProfileId>> MembersAmongAsync(
        AudienceQuery query, IReadOnlyList<ProfileId> profiles, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<AudienceMembers> ReadMembersAsync(AudienceQuery query, IReadOnlyList<string> fields, ProfileId? after, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<NodeExplanation?> ExplainAsync(AudienceQuery query, ProfileId profile, CancellationToken cancellationToken) =>
        Task.FromResult<NodeExplanation?>(Why?.Invoke(query.Rule) ?? throw new NotSupportedException());

    public Task<NodeExplanation?> ForeseeAsync(AudienceQuery query, ProfileId profile, CancellationToken cancellationToken) =>
        ExplainAsync(query, profile, cancellationToken);

    public Task<AudienceNodeCounts> CountNodesAsync(AudienceQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AudienceBreakdown> BreakDownAsync(AudienceQuery query, BreakdownBy by, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public IReadOnlyList<KnownAttribute> Attributes() => [new("country", DataType.Text, false, 10, 0), new("points", DataType.Number, false, 10, 0)];

    public IReadOnlyList<KnownEvent> Events() => [new("Paid", 5, 0, 0)];

    public IReadOnlyList<KnownProperty> Properties(string eventName) => [];

    public bool HasAttribute(string name) => TypeOf(name) is not null;

    public bool HasEvent(string name) => true;

    public bool HasProperty(string path) => true;

    public DataType? TypeOf(string attribute) => attribute switch { "country" => DataType.Text, "points" => DataType.Number, _ => null };

    public IReadOnlyList<KnownValue> AttributeValues(string attribute, string containing, int limit) => [new("VN", 6), new("DE", 4)];

    public IReadOnlyList<KnownValue> PropertyValues(string eventName, string path, string containing, int limit) => [];

    private static long Count(Rule rule) => rule switch
    {
        Rule.Everyone => 1_000,
        Rule.Attribute { Name: "country" } => 300,
        Rule.Attribute => 120,
        Rule.All all => all.Rules.Min(Count),
        Rule.Any any => any.Rules.Max(Count),
        Rule.Reachable => throw new RuleNotYetException("", "Reachability"),
        _ => 50,
    };
}
