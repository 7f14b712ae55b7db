using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>
/// Who is one person: identifiers joined by edges, the edges taken in one order that does not depend on their arrival. Two user
/// ids, and two birth dates, come together only by an alias.
/// </summary>
internal sealed class ReferenceIdentity
{
    private readonly Dictionary<ProfileId, HashSet<ProfileId>> _groups = [];

    private readonly Dictionary<ProfileId, Identifier> _identifiers = [];

    private readonly ReferenceIdentityRules _rules;

    private readonly Dictionary<ProfileId, long> _firstSeen = [];

    private readonly ReferenceBirths _births;

    /// <param name="rules">Null for those that hold where nobody set any.</param>
    public ReferenceIdentity(IReadOnlyList<Fact> facts, ReferenceIdentityRules? rules = null)
    {
        _rules = rules ?? new ReferenceIdentityRules();
        _births = new ReferenceBirths(facts);
        foreach (var fact in facts) Meet(fact);

        var cuts = facts.OfType<Fact.Cut>().ToList();
        var fences = facts.OfType<Fact.Fence>().ToList();
        var edges = facts.OfType<Fact.Edge>()
            .Where(e => e.A.Profile != e.B.Profile && !_rules.LeavesOut(e))
            .Where(e => !cuts.Any(c => c.Number > e.Number && IsBetween(e, c.A, c.B)))
            .GroupBy(e => (Math.Min(e.A.Profile.Value, e.B.Profile.Value), Math.Max(e.A.Profile.Value, e.B.Profile.Value)))
            .Select(pair => pair.OrderBy(e => e.Kind == EdgeKind.Alias ? 0 : 1).ThenBy(e => e.Timestamp).ThenBy(e => e.Source.Value).First())
            .OrderBy(e => e.Kind == EdgeKind.Alias ? 0 : 1)
            .ThenBy(e => Priority(First(e)))
            .ThenBy(e => Priority(Second(e)))
            .ThenBy(e => e.Timestamp)
            .ThenBy(e => e.Source.Value)
            .ThenBy(First, Comparer<IdentityNode>.Create(Compare))
            .ThenBy(Second, Comparer<IdentityNode>.Create(Compare))
            .ToList();
        foreach (var number in edges.SelectMany(e => new[] { e.A.Profile, e.B.Profile }).Distinct())
            _firstSeen[number] = edges.Where(e => e.A.Profile == number || e.B.Profile == number).Min(e => e.Timestamp);

        JoinValues(_groups.Keys);
        foreach (var edge in edges) Join(edge, fences);
        SplitOversize(facts, edges, fences);
    }

    /// <summary>All numbers of the person that a number belongs to; by itself where nothing was said about it.</summary>
    public IReadOnlySet<ProfileId> Group(ProfileId number) => _groups.TryGetValue(number, out var group) ? group : new HashSet<ProfileId> { number };

    /// <summary>The lowest number of each person.</summary>
    public IEnumerable<ProfileId> People => _groups.Values.Select(g => g.Min()).Distinct().Order();

    public IEnumerable<Identifier> Identifiers(ProfileId number) =>
        _groups[number].Where(_identifiers.ContainsKey).Select(n => _identifiers[n]);

    private void Meet(Fact fact)
    {
        switch (fact)
        {
            case Fact.Event happened:
                Meet(happened.Profile, happened.Identifiers.Count > 0 ? happened.Identifiers[0] : null);
                break;
            case Fact.Assertion assertion:
                Meet(assertion.Profile, null);
                break;
            case Fact.Edge edge:
                Meet(edge.A.Profile, edge.A.Identifier);
                Meet(edge.B.Profile, edge.B.Identifier);
                break;
        }
    }

    private void Meet(ProfileId number, Identifier? identifier)
    {
        _groups.TryAdd(number, [number]);
        if (identifier is not null) _identifiers.TryAdd(number, identifier);
    }

    private void Join(Fact.Edge edge, IReadOnlyList<Fact.Fence> fences)
    {
        var (a, b) = (_groups[edge.A.Profile], _groups[edge.B.Profile]);
        if (ReferenceEquals(a, b)) return;
        if (edge.Kind != EdgeKind.Alias && ((HasUserId(a) && HasUserId(b)) || IsPastALimit(a, b) || _births.AreTwoPeople(a, b))) return;
        if (fences.Any(f => (a.Contains(f.A) && b.Contains(f.B)) || (a.Contains(f.B) && b.Contains(f.A)))) return;

        Unite(a, b);
    }

    /// <summary>What is one value is one person's, whatever else is said.</summary>
    private void JoinValues(IEnumerable<ProfileId> numbers)
    {
        foreach (var value in numbers.GroupBy(ValueOf).Where(v => v.Key is not null).Select(v => v.ToList()).ToList())
        {
            foreach (var number in value.Skip(1)) Unite(_groups[value[0]], _groups[number]);
        }
    }

    private void Unite(HashSet<ProfileId> a, HashSet<ProfileId> b)
    {
        if (ReferenceEquals(a, b)) return;

        a.UnionWith(b);
        foreach (var number in b) _groups[number] = a;
    }

    private string? ValueOf(ProfileId number) =>
        _identifiers.TryGetValue(number, out var identifier) && !_rules.IsBlocked(identifier) ? _rules.OneValue.GetValueOrDefault(identifier) : null;

    private bool IsPastALimit(IReadOnlySet<ProfileId> a, IReadOnlySet<ProfileId> b) => _rules.Limits.Any(limit =>
    {
        var (ofA, ofB) = (Values(a, limit.Namespace), Values(b, limit.Namespace));
        if (ofA.Count == 0 || ofB.Count == 0) return false;

        var all = ofA.Concat(ofB).Order().ToList();
        return all.Any(begin => all.Count(t => t >= begin && (limit.Days is null || t < begin + (limit.Days * 86_400_000L))) > limit.Most);
    });

    private List<long> Values(IReadOnlySet<ProfileId> group, string @namespace) =>
        [.. group.Where(n => _identifiers.TryGetValue(n, out var i) && ReferenceText.Same(i.Namespace, @namespace))
            .GroupBy(n => ValueOf(n) ?? $"{n}")
            .Select(value => value.Min(n => _firstSeen.GetValueOrDefault(n, long.MaxValue)))];

    /// <summary>Where so many edges hang together that nobody folds them, and they are not one person: aliases and first meetings with a user id.</summary>
    private void SplitOversize(IReadOnlyList<Fact> facts, List<Fact.Edge> edges, IReadOnlyList<Fact.Fence> fences)
    {
        var near = _groups.Keys.ToDictionary(n => n, n => new HashSet<ProfileId> { n });
        foreach (var edge in facts.OfType<Fact.Edge>().Where(e => !_rules.LeavesOut(e)))
        {
            var (a, b) = (near[edge.A.Profile], near[edge.B.Profile]);
            Near(a, b);
        }

        foreach (var value in near.Keys.GroupBy(ValueOf).Where(v => v.Key is not null).Select(v => v.ToList()).ToList())
        {
            foreach (var number in value.Skip(1)) Near(near[value[0]], near[number]);
        }

        void Near(HashSet<ProfileId> a, HashSet<ProfileId> b)
        {
            if (ReferenceEquals(a, b)) return;

            a.UnionWith(b);
            foreach (var number in b) near[number] = a;
        }

        foreach (var candidate in near.Values.Distinct().ToList())
        {
            var inside = edges.Where(e => candidate.Contains(e.A.Profile)).ToList();
            if (inside.Count <= _rules.MostEdges || candidate.All(n => _groups[n].SetEquals(candidate))) continue;

            foreach (var number in candidate) _groups[number] = [number];
            JoinValues(candidate);
            foreach (var edge in inside.Where(e => e.Kind == EdgeKind.Alias || IsFirstMeeting(e.A, e, inside) || IsFirstMeeting(e.B, e, inside))) Join(edge, fences);
        }
    }

    private bool IsFirstMeeting(IdentityNode of, Fact.Edge edge, List<Fact.Edge> edges) =>
        edges.FirstOrDefault(e => (e.A.Profile == of.Profile && IsUser(e.B)) || (e.B.Profile == of.Profile && IsUser(e.A))) == edge;

    private static bool IsUser(IdentityNode node) => ReferenceText.Same(node.Identifier.Namespace, IdentifierNamespace.UserId);

    private bool HasUserId(IReadOnlySet<ProfileId> group) =>
        group.Any(n => _identifiers.TryGetValue(n, out var i) && ReferenceText.Same(i.Namespace, IdentifierNamespace.UserId));

    private static bool IsBetween(Fact.Edge edge, ProfileId a, ProfileId b) =>
        (edge.A.Profile == a && edge.B.Profile == b) || (edge.A.Profile == b && edge.B.Profile == a);

    private IdentityNode First(Fact.Edge edge) => Compare(edge.A, edge.B) <= 0 ? edge.A : edge.B;

    private IdentityNode Second(Fact.Edge edge) => Compare(edge.A, edge.B) <= 0 ? edge.B : edge.A;

    private int Compare(IdentityNode a, IdentityNode b)
    {
        if (Priority(a) != Priority(b)) return Priority(a).CompareTo(Priority(b));

        var byNamespace = string.Compare(a.Identifier.Namespace, b.Identifier.Namespace, StringComparison.OrdinalIgnoreCase);
        return byNamespace != 0
            ? byNamespace
            : string.Compare(a.Identifier.Value.Normalize(), b.Identifier.Value.Normalize(), StringComparison.OrdinalIgnoreCase);
    }

    private int Priority(IdentityNode node)
    {
        var place = Array.FindIndex(_rules.Priority, n => ReferenceText.Same(n, node.Identifier.Namespace));
        return place < 0 ? _rules.Priority.Length : place;
    }
}
