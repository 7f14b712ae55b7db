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
            .OrderBy(e => Math.Min(Priority(e.A), Priority(e.B)))
            .ThenBy(e => Math.Max(Priority(e.A), Priority(e.B)))
            .ThenBy(e => e.Timestamp)
            .ThenBy(e => e.Source.Value)
            .ThenBy(e => e.MessageId, StringComparer.Ordinal);

        foreach (var edge in edges) Join(edge, fences);
    }

    /// <summary>All numbers of the person that a number belongs to.</summary>
    public IReadOnlySet<ProfileId> Group(ProfileId number) => _groups[number];

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

    private static int Priority(IdentityNode node)
    {
        var place = Array.FindIndex(s_priority, n => ReferenceText.Same(n, node.Identifier.Namespace));
        return place < 0 ? s_priority.Length : place;
    }
}
