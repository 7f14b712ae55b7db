namespace CdpStudio.Core.Facts;

/// <summary>Which facts count as if they had not arrived. Never changes.</summary>
/// <remarks>Read from the newest cancellation back: one that was cancelled itself cancels nothing.</remarks>
public sealed class CancelledFacts
{
    private readonly long[] _first;
    private readonly long[] _last;
    private readonly HashSet<long> _known;

    private CancelledFacts(List<FactRange> ranges, HashSet<long> known)
    {
        _first = [.. ranges.Select(r => r.First)];
        _last = [.. ranges.Select(r => r.Last)];
        _known = known;
    }

    public static CancelledFacts None { get; } = new([], []);

    /// <summary>Disjoint, rising and not touching.</summary>
    public IEnumerable<FactRange> Ranges => _first.Select((first, i) => new FactRange(first, _last[i]));

    /// <summary>How many numbers.</summary>
    public long Count => Ranges.Sum(r => r.Last - r.First + 1);

    /// <param name="cancellations">All of the log up to some number, in any order.</param>
    public static CancelledFacts Of(IEnumerable<Fact.Cancellation> cancellations)
    {
        var standing = new List<FactRange>();
        var known = new HashSet<long>();
        foreach (var cancellation in cancellations.OrderByDescending(c => c.Number))
        {
            known.Add(cancellation.Number);
            if (!standing.Exists(r => r.Contains(cancellation.Number))) standing.Add(new FactRange(cancellation.First, cancellation.Last));
        }

        return known.Count == 0 ? None : new CancelledFacts(Joined(standing), known);
    }

    /// <summary>The ranges as far as they reach into the log up to and with <paramref name="last"/>.</summary>
    internal FactRange[] UpTo(long last) => [.. Ranges.Where(r => r.First <= last).Select(r => r with { Last = Math.Min(r.Last, last) })];

    public bool Contains(long number)
    {
        var at = Array.BinarySearch(_first, number);
        if (at >= 0) return true;

        // The complement is the first range that begins behind the number.
        return ~at > 0 && number <= _last[~at - 1];
    }

    public bool Covers(FactRange range)
    {
        var at = Array.BinarySearch(_first, range.First);
        var holds = at >= 0 ? at : ~at - 1;
        return holds >= 0 && range.Last <= _last[holds];
    }

    /// <summary>Whether this takes the cancellation into account, standing or cancelled itself.</summary>
    public bool Knows(Fact.Cancellation cancellation) => _known.Contains(cancellation.Number);

    private static List<FactRange> Joined(List<FactRange> ranges)
    {
        var joined = new List<FactRange>();
        foreach (var range in ranges.OrderBy(r => r.First))
        {
            if (joined.Count > 0 && range.First <= joined[^1].Last + 1)
                joined[^1] = joined[^1] with { Last = Math.Max(joined[^1].Last, range.Last) };
            else joined.Add(range);
        }

        return joined;
    }
}

/// <summary>Fact numbers from the first to the last, both included.</summary>
public readonly record struct FactRange(long First, long Last)
{
    public bool Contains(long number) => number >= First && number <= Last;
}
