using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Writes facts as the processor does: numbered in order of arrival, identifiers numbered at their birth.</summary>
public sealed class FactBook
{
    private readonly List<Fact> _facts = [];
    private readonly Dictionary<(string, string), IdentityNode> _nodes = [];
    private int _born;

    public IReadOnlyList<Fact> Facts => _facts;

    /// <summary>What the next fact will carry as its time of recording; moves on by a second with each fact.</summary>
    public long RecordedAt { get; set; }

    public ProfileId NumberOf(Identifier identifier) => NodeOf(identifier).Profile;

    /// <param name="identifiers">The leading one first.</param>
    public void Happened(IReadOnlyList<Identifier> identifiers, string name, long timestamp, string properties = "{}")
    {
        var lead = Meet(identifiers, timestamp);
        Add((number, recorded) => new Fact.Event(
            number, recorded, lead, new SourceId(1), name, timestamp, properties, null, MessageId(number), identifiers));
    }

    /// <param name="value">JSON text; null clears the attribute and all below it.</param>
    /// <param name="source">The first one where nothing is said.</param>
    public void Said(IReadOnlyList<Identifier> identifiers, string attribute, string? value, long validFrom, SourceId? source = null)
    {
        var lead = Meet(identifiers, validFrom);
        Add((number, recorded) => new Fact.Assertion(number, recorded, lead, source ?? new SourceId(1), attribute, value, validFrom));
    }

    /// <summary>A message that says nothing else.</summary>
    public void Seen(IReadOnlyList<Identifier> identifiers, long timestamp)
    {
        Meet(identifiers, timestamp);
        if (identifiers.Count == 1) Join(identifiers[0], identifiers[0], EdgeKind.Seen, timestamp);
    }

    public void Join(Identifier a, Identifier b, EdgeKind kind, long timestamp)
    {
        var (from, to) = (NodeOf(a), NodeOf(b));
        Add((number, recorded) => new Fact.Edge(number, recorded, from, to, kind, timestamp, new SourceId(1), MessageId(number)));
    }

    public void Cancel(long first, long last) =>
        Add((number, recorded) => new Fact.Cancellation(number, recorded, first, last, "test"));

    public void Cut(ProfileId a, ProfileId b) => Add((number, recorded) => new Fact.Cut(number, recorded, a, b));

    public void Fence(ProfileId a, ProfileId b) => Add((number, recorded) => new Fact.Fence(number, recorded, a, b));

    /// <summary>Who comes back afterwards, under whichever identifier, is born again.</summary>
    public void Erase(ProfileId profile) => EraseOnly([.. new ReferenceIdentity(ReferenceFacts.Counting(_facts, null)).Group(profile)]);

    /// <summary>Those numbers, and nobody else's, whoever is one person with them.</summary>
    public void EraseOnly(params IReadOnlyList<ProfileId> gone)
    {
        foreach (var (key, node) in _nodes.ToList())
        {
            if (gone.Contains(node.Profile)) _nodes.Remove(key);
        }

        Add((number, recorded) => new Fact.Erasure(number, recorded, gone));
    }

    private ProfileId Meet(IReadOnlyList<Identifier> identifiers, long timestamp)
    {
        var lead = NodeOf(identifiers[0]).Profile;
        foreach (var other in identifiers.Skip(1)) Join(identifiers[0], other, EdgeKind.Seen, timestamp);
        return lead;
    }

    private IdentityNode NodeOf(Identifier identifier)
    {
        var key = (identifier.Namespace, identifier.Value.Normalize().ToUpperInvariant());
        if (!_nodes.TryGetValue(key, out var node))
            _nodes[key] = node = new IdentityNode(new ProfileId(++_born), identifier);

        return node;
    }

    private void Add(Func<long, long, Fact> make)
    {
        _facts.Add(make(_facts.Count + 1, RecordedAt));
        RecordedAt += 1_000;
    }

    private static string MessageId(long number) => FormattableString.Invariant($"m{number}");
}
