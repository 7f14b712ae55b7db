using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.IdentityResolution;

/// <summary>The rule of the README in the plainest form: sort all edges there are, fold them with sets.</summary>
internal static class NaiveIdentity
{
    private static readonly string[] s_priorities = ["user_id", "anonymous_id", "device_id", "email", "phone"];

    public static HashSet<string> Partition(IEnumerable<Fact.Edge> facts)
    {
        var edges = facts
            .Select(f => (f.Kind, f.Timestamp, Source: f.Source.Value, Ends: Ordered(f.A.Identifier, f.B.Identifier)))
            .ToList();
        var groups = edges.SelectMany(e => new[] { e.Ends.Low, e.Ends.High }).Distinct().Select(i => new HashSet<Identifier> { i }).ToList();

        var lowest = edges
            .Where(e => e.Ends.Low != e.Ends.High)
            .GroupBy(e => e.Ends)
            .Select(pair => pair.OrderBy(e => e.Kind != EdgeKind.Alias).ThenBy(e => e.Timestamp).ThenBy(e => e.Source).First())
            .OrderBy(e => e.Kind != EdgeKind.Alias)
            .ThenBy(e => Priority(e.Ends.Low))
            .ThenBy(e => Priority(e.Ends.High))
            .ThenBy(e => e.Timestamp)
            .ThenBy(e => e.Source)
            .ThenBy(e => e.Ends.Low.Value, StringComparer.OrdinalIgnoreCase)
            .ThenBy(e => e.Ends.High.Value, StringComparer.OrdinalIgnoreCase);

        foreach (var edge in lowest)
        {
            var left = groups.Single(g => g.Contains(edge.Ends.Low));
            var right = groups.Single(g => g.Contains(edge.Ends.High));
            if (left == right || (edge.Kind != EdgeKind.Alias && HasUser(left) && HasUser(right))) continue;

            left.UnionWith(right);
            groups.Remove(right);
        }

        return [.. groups.Select(Words)];
    }

    public static string Words(IEnumerable<Identifier> component) =>
        string.Join(' ', component.Select(i => $"{i.Namespace}:{i.Value}").Order(StringComparer.Ordinal));

    private static bool HasUser(HashSet<Identifier> group) => group.Any(i => i.Namespace == IdentifierNamespace.UserId);

    private static (Identifier Low, Identifier High) Ordered(Identifier a, Identifier b) =>
        (Priority(a), a.Value).CompareTo((Priority(b), b.Value)) <= 0 ? (a, b) : (b, a);

    private static int Priority(Identifier identifier) => Array.IndexOf(s_priorities, identifier.Namespace);
}
