using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>
/// Who is one person: identifiers joined by edges, the edges taken in one order that does not depend on their arrival. Two user
/// ids come together only by an alias.
/// </summary>
internal sealed class ReferenceIdentity
{
    private static readonly string[] s_priority =
    [
        IdentifierNamespace.UserId, IdentifierNamespace.AnonymousId, IdentifierNamespace.DeviceId, IdentifierNamespace.Email, IdentifierNamespace.Phone,
    ];

    private static readonly Comparer<IdentityNode> s_byIdentifier = Comparer<IdentityNode>.Create(Compare);

    private readonly Dictionary<ProfileId, HashSet<ProfileId>> _groups = [];

    private readonly Dictionary<ProfileId, Identifier> _identifiers = [];

    public ReferenceIdentity(IReadOnlyList<Fact> facts)
    {
        foreach (var fact in facts) Meet(fact);

        var cuts = facts.OfType<Fact.Cut>().ToList();
        var fences = facts.OfType<Fact.Fence>().ToList();
        var edges = facts.OfType<Fact.Edge>()
            .Where(e => e.A.Profile != e.B.Profile)
            .Where(e => !cuts.Any(c => c.Number > e.Number && IsBetween(e, c.A, c.B)))
            .OrderBy(e => e.Kind == EdgeKind.Alias ? 0 : 1)
            .ThenBy(e => Priority(First(e)))
            .ThenBy(e => Priority(Second(e)))
            .ThenBy(e => e.Timestamp)
            .ThenBy(e => e.Source.Value)
            .ThenBy(First, s_byIdentifier)
            .ThenBy(Second, s_byIdentifier);

        foreach (var edge in edges) Join(edge, fences);
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
        if (edge.Kind != EdgeKind.Alias && HasUserId(a) && HasUserId(b)) return;
        if (fences.Any(f => (a.Contains(f.A) && b.Contains(f.B)) || (a.Contains(f.B) && b.Contains(f.A)))) return;

        a.UnionWith(b);
        foreach (var number in b) _groups[number] = a;
    }

    private bool HasUserId(IReadOnlySet<ProfileId> group) =>
        group.Any(n => _identifiers.TryGetValue(n, out var i) && ReferenceText.Same(i.Namespace, IdentifierNamespace.UserId));

    private static bool IsBetween(Fact.Edge edge, ProfileId a, ProfileId b) =>
        (edge.A.Profile == a && edge.B.Profile == b) || (edge.A.Profile == b && edge.B.Profile == a);

    private static IdentityNode First(Fact.Edge edge) => Compare(edge.A, edge.B) <= 0 ? edge.A : edge.B;

    private static IdentityNode Second(Fact.Edge edge) => Compare(edge.A, edge.B) <= 0 ? edge.B : edge.A;

    private static int Compare(IdentityNode a, IdentityNode b)
    {
        if (Priority(a) != Priority(b)) return Priority(a).CompareTo(Priority(b));

        var byNamespace = string.Compare(a.Identifier.Namespace, b.Identifier.Namespace, StringComparison.OrdinalIgnoreCase);
        return byNamespace != 0
            ? byNamespace
            : string.Compare(a.Identifier.Value.Normalize(), b.Identifier.Value.Normalize(), StringComparison.OrdinalIgnoreCase);
    }

    private static int Priority(IdentityNode node)
    {
        var place = Array.FindIndex(s_priority, n => ReferenceText.Same(n, node.Identifier.Namespace));
        return place < 0 ? s_priority.Length : place;
    }
}
