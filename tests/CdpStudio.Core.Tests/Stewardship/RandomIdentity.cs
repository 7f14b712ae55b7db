using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Stewardship;
using CdpStudio.Core.Tests.Reference;

namespace CdpStudio.Core.Tests.Stewardship;

/// <summary>Sightings, aliases, cuts and a few fences among some identifiers, as a log.</summary>
internal sealed class RandomIdentity(Random random)
{
    private static readonly Identifier[] s_identifiers =
    [
        new("user_id", "u1"), new("user_id", "u2"), new("user_id", "u3"), new("anonymous_id", "a1"), new("anonymous_id", "a2"), new("device_id", "d1"),
        new("device_id", "d2"), new("email", "e1@x.org"), new("email", "e2@x.org"), new("phone", "111"),
    ];

    private int _known;

    public FactBook Book { get; } = new();

    public IdentityFacts Facts => new([.. Book.Facts.Where(f => f is Fact.Edge or Fact.Cut or Fact.Fence)], [], IsWhole: true);

    public ReferenceIdentity People => new(Book.Facts);

    public RandomIdentity With(int facts, bool partings = true)
    {
        for (; facts > 0; facts--)
        {
            var (a, b) = (Any(), Any());
            switch (partings ? random.Next(24) : 23)
            {
                case 0 or 1 or 2 when a != b:
                    Book.Cut(Book.NumberOf(a), Book.NumberOf(b));
                    break;
                case 3 when a != b:
                    Book.Fence(Book.NumberOf(a), Book.NumberOf(b));
                    break;
                default:
                    Book.Join(a, b, random.Next(8) == 0 ? EdgeKind.Alias : EdgeKind.Seen, random.Next(1, 6));
                    break;
            }
        }

        return this;
    }

    /// <summary>Those of somebody; the same person's from call to call is not promised.</summary>
    public IReadOnlyList<IdentityNode> Somebody()
    {
        var nodes = Nodes();
        var people = People;
        var one = nodes[random.Next(nodes.Count)];
        return [.. nodes.Where(n => people.Group(one.Profile).Contains(n.Profile))];
    }

    public IReadOnlyList<IdentityNode> Nodes() =>
        [.. Book.Facts.OfType<Fact.Edge>().SelectMany(e => new[] { e.A, e.B }).DistinctBy(n => n.Profile).OrderBy(n => n.Profile)];

    // Most of what is said is about those who are known.
    private Identifier Any()
    {
        if (_known < 2 || (_known < s_identifiers.Length && random.Next(4) == 0)) return s_identifiers[_known++];
        return s_identifiers[random.Next(_known)];
    }
}
