namespace CdpStudio.Core.Duplicates;

/// <summary>Which suggestions are joined without anybody's look.</summary>
internal static class AutomaticPairs
{
    /// <summary>
    /// As few as make each cluster one person, the most probable first, and none that would bring together two people who were decided to be two.
    /// </summary>
    /// <param name="pairs">From the threshold, the most probable first.</param>
    /// <param name="clusters">Of shown numbers; pairs between two clusters are left to a person.</param>
    public static IReadOnlyList<TwoPeople> Choose(IEnumerable<TwoPeople> pairs, IReadOnlyList<IReadOnlyList<long>> clusters, IReadOnlySet<TwoPeople> settled)
    {
        var clusterOf = clusters.SelectMany((cluster, i) => cluster.Select(person => (person, i))).ToDictionary(x => x.person, x => x.i);
        var groups = new Dictionary<long, List<long>>();
        var chosen = new List<TwoPeople>();
        foreach (var pair in pairs)
        {
            var (low, high) = (pair.Low.Value, pair.High.Value);
            if (!clusterOf.TryGetValue(low, out var cluster) || !clusterOf.TryGetValue(high, out var other) || cluster != other) continue;

            var (first, second) = (GroupOf(low), GroupOf(high));
            if (ReferenceEquals(first, second) || first.Any(a => second.Any(b => settled.Contains(TwoPeople.Of(new(a), new(b)))))) continue;

            chosen.Add(pair);
            first.AddRange(second);
            foreach (var member in second) groups[member] = first;
        }

        return chosen;

        List<long> GroupOf(long person) => groups.TryGetValue(person, out var group) ? group : groups[person] = [person];
    }
}
