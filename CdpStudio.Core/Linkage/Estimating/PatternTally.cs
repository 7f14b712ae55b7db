using System.Runtime.InteropServices;
using CdpStudio.Core.Linkage.Blocking;
using CdpStudio.Core.Linkage.Comparing;

namespace CdpStudio.Core.Linkage.Estimating;

/// <summary>Counts the patterns of many pairs.</summary>
internal static class PatternTally
{
    /// <summary>Pairs drawn by chance; where there are no more than that, all are taken.</summary>
    private const int RandomPairs = 1_000_000;

    /// <summary>Records whose candidates are looked at to learn from; above, every second, third … record is.</summary>
    private const int LearnFrom = 20_000;

    /// <summary>The same for their pairs: every one may be a pattern of its own, and estimation goes through all patterns many times.</summary>
    private const int LearnFromPairs = 4_000_000;

    private const int Seed = 1969;

    /// <summary>Pairs of one sequence of chance, whichever thread draws them.</summary>
    private const int Draws = 10_000;

    public static List<PatternCount> Random(PairComparer comparer, int records, CancellationToken cancellationToken)
    {
        var all = (long)records * (records - 1) / 2;
        return all <= RandomPairs
            ? Tally(records, () => records, EachAfter, cancellationToken)
            : Tally(RandomPairs / Draws, () => records, Drawn, cancellationToken);

        void EachAfter(int a, int end, Action<ulong> count)
        {
            for (var b = a + 1; b < end; b++) count(comparer.Compare(a, b));
        }

        void Drawn(int part, int end, Action<ulong> count)
        {
            var random = new Random(Seed + part);
            for (var i = 0; i < Draws; i++)
            {
                var a = random.Next(end);
                var b = random.Next(end - 1);
                count(comparer.Compare(a, b >= a ? b + 1 : b));
            }
        }
    }

    public static List<PatternCount> Candidates(PairComparer comparer, Blocks blocks, int records, CancellationToken cancellationToken)
    {
        var step = (int)Math.Max(1, Math.Max((records + LearnFrom - 1) / LearnFrom, (blocks.MostPairs() + LearnFromPairs - 1) / LearnFromPairs));
        var counted = Tally((records + step - 1) / step, () => new CandidateScratch(records), OfOneRecord, cancellationToken);
        return [.. counted.Select(c => c with { Pairs = c.Pairs * step })];

        void OfOneRecord(int part, CandidateScratch scratch, Action<ulong> count)
        {
            blocks.Candidates(part * step, scratch);
            foreach (var other in scratch.Found) count(comparer.Compare(part * step, other));
        }
    }

    /// <param name="scratch">What a thread needs for itself.</param>
    /// <param name="run">Hands over the patterns of one part of the work.</param>
    private static List<PatternCount> Tally<T>(int parts, Func<T> scratch, Action<int, T, Action<ulong>> run, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<ulong, long>();
        var gate = new Lock();
        Parallel.For(
            0,
            parts,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () =>
            {
                var own = new Dictionary<ulong, long>();
                return (Scratch: scratch(), Counts: own, Count: (Action<ulong>)(pattern => CollectionsMarshal.GetValueRefOrAddDefault(own, pattern, out _)++));
            },
            (part, _, own) =>
            {
                run(part, own.Scratch, own.Count);
                return own;
            },
            own =>
            {
                lock (gate)
                {
                    foreach (var (pattern, count) in own.Counts) counts[pattern] = counts.GetValueOrDefault(pattern) + count;
                }
            });

        // Sums of doubles depend on their order.
        return [.. counts.OrderBy(c => c.Key).Select(c => new PatternCount(c.Key, c.Value))];
    }
}
