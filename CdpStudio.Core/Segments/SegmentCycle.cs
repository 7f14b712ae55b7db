using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Segments;

/// <summary>A way through segments that leads back to its start.</summary>
/// <param name="Pointer">Where the rule that is being saved takes the first step.</param>
/// <param name="Path">Keys, the first and the last being the same.</param>
internal sealed record SegmentCycle(string Pointer, IReadOnlyList<string> Path)
{
    /// <param name="others">The other segments' rules by key.</param>
    public static SegmentCycle? Find(SegmentKey key, Rule rule, IReadOnlyDictionary<SegmentKey, Rule> others)
    {
        var next = others.ToDictionary(
            o => StudioText.Key(o.Key.Value), o => SegmentReference.In(o.Value).Select(r => r.Key).ToList(), StringComparer.Ordinal);
        var start = StudioText.Key(key.Value);
        HashSet<string> seen = [];

        foreach (var reference in SegmentReference.In(rule))
        {
            if (Way(reference.Key, start, next, seen) is { } way) return new SegmentCycle(reference.Pointer, [start, .. way]);
        }

        return null;
    }

    // What was walked once without meeting the start is not walked again, so many segments naming each other stay cheap.
    private static List<string>? Way(string from, string to, Dictionary<string, List<string>> next, HashSet<string> seen)
    {
        if (from == to) return [from];
        if (!seen.Add(from) || !next.TryGetValue(from, out var steps)) return null;

        foreach (var step in steps)
        {
            if (Way(step, to, next, seen) is { } rest) return [from, .. rest];
        }

        return null;
    }
}
