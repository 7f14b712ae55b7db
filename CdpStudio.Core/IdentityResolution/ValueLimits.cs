namespace CdpStudio.Core.IdentityResolution;

/// <summary>
/// What the limits say while a candidate component is folded: per group, when each of its values of a limited namespace was first seen.
/// </summary>
/// <param name="count">Nodes, each of which is a group of its own at first.</param>
internal sealed class ValueLimits(IdentityRules rules, int count)
{
    private static readonly long s_day = (long)TimeSpan.FromDays(1).TotalMilliseconds;

    private readonly List<long>?[][] _seen = [.. rules.Limited.Select(_ => new List<long>?[count])];

    /// <param name="limit">The place of its namespace among the limited ones; nothing happens below 0.</param>
    /// <param name="firstSeen">When the value was first seen with another identifier.</param>
    public void Add(int group, int limit, long firstSeen)
    {
        if (limit >= 0) _seen[limit][group] = [firstSeen];
    }

    /// <summary>Whether both have values of a namespace, and together too many of them.</summary>
    public bool Refuse(int one, int other)
    {
        for (var limit = 0; limit < _seen.Length; limit++)
        {
            if (_seen[limit][one] is { } a && _seen[limit][other] is { } b && IsOver(rules.Limited[limit], a, b)) return true;
        }

        return false;
    }

    public void Join(int kept, int gone)
    {
        foreach (var seen in _seen)
        {
            if (seen[gone] is { } more) (seen[kept] ??= []).AddRange(more);
        }
    }

    private static bool IsOver(NamespaceRule rule, List<long> a, List<long> b)
    {
        var most = rule.Limit!.Value; // limited ones have one
        if (a.Count + b.Count <= most) return false;
        if (rule.Period == LimitPeriod.Ever) return true;

        List<long> all = [.. a, .. b];
        all.Sort();
        var length = (int)rule.Period * s_day;
        for (var last = most; last < all.Count; last++)
        {
            if (all[last] - all[last - most] < length) return true;
        }

        return false;
    }
}
