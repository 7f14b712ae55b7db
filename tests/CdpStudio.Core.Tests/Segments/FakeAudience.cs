using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Segments;

/// <summary>People who are in or out because the test says so.</summary>
internal sealed class FakeAudience : IAudienceEngine, IAudienceVocabulary, IAudienceCatalogue
{
    private readonly Dictionary<string, SortedSet<long>> _members = [];

    public long Position { get; set; } = 1;

    public string IdentityMark { get; set; } = "";

    public string TimeZone { get; set; } = "Etc/UTC";

    public int Asked { get; private set; }

    public Declarations Current => Declarations.None with { TimeZone = TimeZone };

    /// <summary>Who passes a condition on that attribute or event from now on.</summary>
    public void Say(string name, params long[] members)
    {
        _members[name] = [.. members];
        Position++;
    }

    public Task<AudienceCount> CountAsync(AudienceQuery query, CancellationToken cancellationToken)
    {
        var members = Members(query.Rule);
        return Task.FromResult(new AudienceCount(members.Count, 100, Position, DateTimeOffset.UnixEpoch));
    }

    public Task<IReadOnlyList<ProfileId>> MembersAsync(AudienceQuery query, ProfileId? after, int limit, CancellationToken cancellationToken)
    {
        Asked++;
        return Task.FromResult<IReadOnlyList<ProfileId>>([.. Members(query.Rule).Select(m => new ProfileId(m)).Take(limit)]);
    }

    public Task<IReadOnlyList<ProfileId>> MembersAmongAsync(
        AudienceQuery query, IReadOnlyList<ProfileId> profiles, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ProfileId>>([.. profiles.Where(p => Members(query.Rule).Contains(p.Value))]);

    public Task<AudienceMembers> ReadMembersAsync(
        AudienceQuery query, IReadOnlyList<string> fields, ProfileId? after, CancellationToken cancellationToken)
    {
        var members = Members(query.Rule);
        return Task.FromResult(new AudienceMembers(
            new AudienceCount(members.Count, 100, Position, DateTimeOffset.UnixEpoch),
            members.Select(m => new AudienceMember(
                new ProfileId(m), [new Identifier(IdentifierNamespace.Email, $"p{m}@example.com")], [.. fields.Select(f => (string?)$"\"{f} {m}\"")]))));
    }

    public Task<NodeExplanation?> ExplainAsync(AudienceQuery query, ProfileId profile, CancellationToken cancellationToken) =>
        Task.FromResult<NodeExplanation?>(new NodeExplanation("", Members(query.Rule).Contains(profile.Value), null, [], 0, []));

    public Task<NodeExplanation?> ForeseeAsync(AudienceQuery query, ProfileId profile, CancellationToken cancellationToken) =>
        ExplainAsync(query, profile, cancellationToken);

    public Task<AudienceNodeCounts> CountNodesAsync(AudienceQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AudienceBreakdown> BreakDownAsync(AudienceQuery query, BreakdownBy by, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<AudienceCounts> CountManyAsync(IReadOnlyList<Rule> rules, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        Task.FromResult(new AudienceCounts([.. rules.Select(r => (long)Members(r).Count)], 100, Position, DateTimeOffset.UnixEpoch));

    public Task<IReadOnlyList<AudienceMember>> SampleAsync(
        AudienceQuery query, IReadOnlyList<string> fields, int size, int seed, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task WaitAsync(long position, CancellationToken cancellationToken) => Task.CompletedTask;

    IReadOnlyList<KnownAttribute> IAudienceVocabulary.Attributes() => [];

    IReadOnlyList<KnownEvent> IAudienceVocabulary.Events() => [];

    IReadOnlyList<KnownProperty> IAudienceVocabulary.Properties(string eventName) => [];

    public bool HasAttribute(string name) => _members.ContainsKey(name);

    public bool HasEvent(string name) => _members.ContainsKey(name);

    public bool HasProperty(string path) => false;

    public DataType? TypeOf(string attribute) => HasAttribute(attribute) ? DataType.Text : null;

    IReadOnlyList<KnownValue> IAudienceVocabulary.AttributeValues(string attribute, string containing, int limit) => [];

    IReadOnlyList<KnownValue> IAudienceVocabulary.PropertyValues(string eventName, string path, string containing, int limit) => [];

    private SortedSet<long> Members(Rule rule)
    {
        if (rule.Nodes().FirstOrDefault(n => n.Rule is Rule.Reachable) is { Rule: not null } node) throw new RuleNotYetException(node.Pointer, "'reachable'");

        return rule switch
        {
            Rule.Everyone => [.. Enumerable.Range(1, 100)],
            Rule.Attribute attribute => _members.GetValueOrDefault(attribute.Name) ?? [],
            Rule.Did did => _members.GetValueOrDefault(did.Events.Name) ?? [],
            Rule.All { Rules: [var only] } => Members(only),
            _ => [],
        };
    }
}
