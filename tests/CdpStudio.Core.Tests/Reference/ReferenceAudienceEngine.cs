using System.Diagnostics;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>The interpreter behind the interface of the engines, so that the contract judges it like any other.</summary>
internal sealed class ReferenceAudienceEngine(ReferenceWorld world, DateTimeOffset now) : IAudienceEngine
{
    public long Position => world.Facts.Count;

    public Task WaitAsync(long position, CancellationToken cancellationToken) =>
        position <= Position ? Task.CompletedTask : throw new UnreachableException("These facts never grow.");

    public Task<AudienceCount> CountAsync(AudienceQuery query, CancellationToken cancellationToken) => Task.FromResult(Count(query));

    public Task<AudienceCounts> CountManyAsync(IReadOnlyList<Rule> rules, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var interpreter = new ReferenceInterpreter(world, asOf ?? now);
        return Task.FromResult(new AudienceCounts(
            [.. rules.Select(r => (long)interpreter.Members(r).Count)], interpreter.Everyone.Count, Position, asOf ?? now));
    }

    public Task<IReadOnlyList<ProfileId>> MembersAsync(AudienceQuery query, ProfileId? after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ProfileId>>([.. Members(query).Where(m => after is null || m > after).Take(limit)]);

    public Task<IReadOnlyList<ProfileId>> MembersAmongAsync(
        AudienceQuery query, IReadOnlyList<ProfileId> profiles, CancellationToken cancellationToken)
    {
        var identity = new ReferenceIdentity(ReferenceFacts.Counting(world.Facts, query.KnownAt));
        var members = Members(query).ToHashSet();
        return Task.FromResult<IReadOnlyList<ProfileId>>([.. profiles.Where(p => members.Contains(identity.Group(p).Min()))]);
    }

    public Task<AudienceMembers> ReadMembersAsync(
        AudienceQuery query, IReadOnlyList<string> fields, ProfileId? after, CancellationToken cancellationToken) =>
        Task.FromResult(new AudienceMembers(Count(query), Members(query).Where(m => after is null || m > after).Select(m => Member(m, fields))));

    public Task<IReadOnlyList<AudienceMember>> SampleAsync(
        AudienceQuery query, IReadOnlyList<string> fields, int size, int seed, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AudienceMember>>([.. Members(query).Take(size).Select(m => Member(m, fields))]);

    public Task<NodeExplanation?> ExplainAsync(AudienceQuery query, ProfileId profile, CancellationToken cancellationToken)
    {
        var interpreter = Interpreter(query);
        var shown = new ReferenceIdentity(ReferenceFacts.Counting(world.Facts, query.KnownAt)).Group(profile).Min();
        return Task.FromResult(interpreter.Everyone.Contains(shown) ? Explain(interpreter, query.Rule, shown, "") : null);
    }

    public Task<NodeExplanation?> ForeseeAsync(AudienceQuery query, ProfileId profile, CancellationToken cancellationToken) =>
        throw new NotSupportedException("What an engine foresees is judged by asking the interpreter at that time.");

    public Task<AudienceNodeCounts> CountNodesAsync(AudienceQuery query, CancellationToken cancellationToken)
    {
        var interpreter = Interpreter(query);
        var funnel = query.Rule is Rule.All all ? all.Children() : [];
        return Task.FromResult(new AudienceNodeCounts(
            [.. query.Rule.Nodes().Select(n => new NodeCount(n.Pointer, interpreter.Members(n.Rule).Count, FailOnly(n.Pointer)))],
            interpreter.Everyone.Count, Position, query.AsOf ?? now));

        long? FailOnly(string pointer) => funnel.Any(n => n.Pointer == pointer)
            ? interpreter.Everyone.Count(p => funnel.All(n => interpreter.Holds(n.Rule, p) == (n.Pointer != pointer)))
            : null;
    }

    /// <summary>Values are named by the form that comes first; which of several equal ones it is, nobody says.</summary>
    public Task<AudienceBreakdown> BreakDownAsync(AudienceQuery query, BreakdownBy by, int limit, CancellationToken cancellationToken)
    {
        var interpreter = Interpreter(query);
        var members = interpreter.Members(query.Rule).Select(m => interpreter.Values(by, m)).ToList();
        var different = new List<ReferenceValue>();
        foreach (var value in members.SelectMany(v => v).Where(v => !different.Any(d => ReferenceValue.Same(d, v)))) different.Add(value);

        var items = different.Select(d => (Value: d, Count: members.Count(m => m.Any(v => ReferenceValue.Same(v, d))))).OrderByDescending(i => i.Count).Take(limit).ToList();
        return Task.FromResult(new AudienceBreakdown(
            [.. items.Select(i => new ValueMembers(i.Value.ToString(), i.Count))],
            members.Count(m => m.Count == 0),
            members.Count(m => m.Count > 0 && !m.Any(v => items.Any(i => ReferenceValue.Same(i.Value, v)))),
            members.Count, Position, query.AsOf ?? now));
    }

    private static NodeExplanation Explain(ReferenceInterpreter interpreter, Rule rule, ProfileId profile, string pointer) => new(
        pointer,
        interpreter.Members(rule).Contains(profile),
        null,
        [],
        0,
        [.. Inner(rule).Select(inner => Explain(interpreter, inner.Rule, profile, pointer + inner.Step))]);

    private static IEnumerable<(string Step, Rule Rule)> Inner(Rule rule) => rule switch
    {
        Rule.All all => Each("/all", all.Rules),
        Rule.Any any => Each("/any", any.Rules),
        Rule.AtLeast least => Each("/of", least.Of),
        Rule.Not not => [("/not", not.Inner)],
        _ => [],
    };

    private static IEnumerable<(string Step, Rule Rule)> Each(string name, IReadOnlyList<Rule> rules) =>
        rules.Select((rule, i) => (FormattableString.Invariant($"{name}/{i}"), rule));

    private static AudienceMember Member(ProfileId profile, IReadOnlyList<string> fields) => new(profile, [], [.. fields.Select(_ => (string?)null)]);

    private ReferenceInterpreter Interpreter(AudienceQuery query) => new(world, query.AsOf ?? now, query.KnownAt);

    private IReadOnlyList<ProfileId> Members(AudienceQuery query) => Interpreter(query).Members(query.Rule);

    private AudienceCount Count(AudienceQuery query)
    {
        var interpreter = Interpreter(query);
        return new AudienceCount(interpreter.Members(query.Rule).Count, interpreter.Everyone.Count, Position, query.AsOf ?? now);
    }
}
