using System.Globalization;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Tests.IdentityResolution;

namespace CdpStudio.Core.Tests.Sources.Imports.DryRuns;

/// <summary>
/// What rows of <c>id,mail,city,age</c> do, each judged alone: its facts are put behind all there were before the file, and everybody is
/// derived anew with them and without.
/// </summary>
internal sealed class NaiveImport(IReadOnlyList<Fact> before, long now)
{
    private readonly HashSet<string> _seen = [];

    public void Remember(IEnumerable<string[]> rows)
    {
        foreach (var row in rows.Where(r => !IsRejected(r))) _seen.Add(string.Join(',', row));
    }

    /// <returns>Rejected, duplicates, passed over, new, changed, unchanged, merging.</returns>
    public long[] Run(IEnumerable<string[]> rows, ConflictRule rule)
    {
        var counts = new long[7];
        foreach (var row in rows) counts[Judge(row, rule)]++;
        return counts;
    }

    private static bool IsRejected(string[] row) => row[1] == "no" || (row[0].Length == 0 && row[1].Length == 0) || row[3] == "x";

    private int Judge(string[] row, ConflictRule rule)
    {
        if (IsRejected(row)) return 0;

        var values = new[] { ("city", row[2].Length == 0 ? "" : $"\"{row[2]}\""), ("age", row[3]) }.Where(v => v.Item2.Length > 0).ToList();
        var old = new World(before, []);
        var (leading, facts) = Facts(row, values, old);
        var people = new World(before, facts).Graph.MembersOf(leading).Where(old.Graph.Contains).Select(old.Graph.ComponentOf).Distinct().ToList();
        if ((rule == ConflictRule.Insert && people.Count > 0) || (rule == ConflictRule.Update && people.Count == 0)) return 2;

        var brings = facts.OfType<Fact.Edge>().Any(e => !old.Graph.Contains(e.A.Profile) || !old.Graph.Contains(e.B.Profile));
        if (rule == ConflictRule.Gaps && people.Count > 0)
        {
            values.RemoveAll(v => people.Exists(p => old.Value(p, v.Item1) is not null));
            if (values.Count == 0 && people.Count == 1 && !brings) return 2;
        }

        if (!_seen.Add(string.Join(',', row))) return 1;
        if (people.Count == 0) return 3;
        if (people.Count > 1) return 6;
        return brings || values.Exists(v => !Same(old.Value(people[0], v.Item1), v.Item2)) ? 4 : 5;
    }

    private (ProfileId Leading, List<Fact> Facts) Facts(string[] row, List<(string Name, string Json)> values, World old)
    {
        var next = before.Count + 1_000L;
        var nodes = new[] { new Identifier("user_id", row[0]), new Identifier("email", row[1].ToLowerInvariant()) }
            .Where(i => i.Value.Length > 0)
            .Select(i => new IdentityNode(old.Graph.TryFind(i.Namespace, i.Value, out var node) ? node : new ProfileId(next++), i))
            .ToList();
        var facts = new List<Fact>();
        foreach (var node in nodes) facts.Add(new Fact.Edge(next++, now, nodes[0], node, EdgeKind.Seen, now, new SourceId(1), "row"));
        foreach (var (name, json) in values) facts.Add(new Fact.Assertion(next++, now, nodes[0].Profile, new SourceId(1), name, json, now));
        return (nodes[0].Profile, facts);
    }

    private static bool Same(string? one, string other) =>
        one == other || (decimal.TryParse(one, CultureInfo.InvariantCulture, out var a) && decimal.TryParse(other, CultureInfo.InvariantCulture, out var b) && a == b);

    private sealed class World
    {
        private readonly List<Fact> _facts;

        public World(IReadOnlyList<Fact> before, IReadOnlyList<Fact> more)
        {
            _facts = [.. before, .. more];
            foreach (var fact in _facts) Graph.Apply(fact);
        }

        public IdentityGraph Graph { get; } = new();

        public string? Value(ProfileId profile, string name) => _facts.OfType<Fact.Assertion>()
            .Where(a => a.Name == name && Graph.ComponentOf(a.Profile) == Graph.ComponentOf(profile))
            .OrderBy(a => a.ValidFrom).ThenBy(a => a.Number)
            .LastOrDefault()?.Value;
    }
}
