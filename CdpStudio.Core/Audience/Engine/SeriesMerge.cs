using System.Numerics;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// Makes one sorted base of a view's base and delta. Pure: what the view holds is only read, so it may run beside readers and writer.
/// </summary>
internal static class SeriesMerge
{
    /// <param name="rehome">The row of a node now, to bring all entries home; null keeps each where it is.</param>
    /// <param name="runs">The order of the entries in the new base, for their columns.</param>
    public static SeriesBase Run(SeriesView view, Func<int, int>? rehome, out List<Run> runs)
    {
        runs = [];
        var moved = rehome is null ? view.Delta.Count : view.Count;
        var sorted = Sort(view, rehome, view.Count - moved, moved, out var homes);
        var counts = Merge(view, sorted, homes, rehome is null, runs, out var present);

        return Assemble(view, runs, counts, present);
    }

    /// <summary>Entries from <paramref name="first"/> on, by home, time and arrival; <paramref name="homes"/> goes beside them.</summary>
    private static int[] Sort(SeriesView view, Func<int, int>? rehome, int first, int count, out int[] homes)
    {
        var keys = new long[count];
        for (var i = 0; i < count; i++)
        {
            var index = first + i;
            var home = rehome is null ? view.Delta.HomeOf(index - view.Base.Count) : rehome(view.NodeOf(index));
            keys[i] = ((long)home << 32) | (uint)index;
        }

        Array.Sort(keys);

        var entries = new int[count];
        homes = new int[count];
        for (var i = 0; i < count; i++) (homes[i], entries[i]) = ((int)(keys[i] >> 32), (int)keys[i]);

        // Entries of one home stand in order of arrival now, which is nearly always their order in time.
        for (var start = 0; start < count;)
        {
            var end = start + 1;
            while (end < count && homes[end] == homes[start]) end++;
            EntryOrder.Sort(view, entries.AsSpan(start, end - start));
            start = end;
        }

        return entries;
    }

    /// <returns>The number of entries of each present row.</returns>
    private static List<int> Merge(SeriesView view, int[] sorted, int[] homes, bool withBase, List<Run> runs, out ulong[] present)
    {
        var old = withBase ? view.Base.Present : [];
        var highest = homes.Length == 0 ? -1 : homes[^1];
        present = new ulong[Math.Max(old.Length, (highest >> 6) + 1)];
        old.CopyTo(present, 0);
        foreach (var home in homes) present[home >> 6] |= 1UL << home;

        var counts = new List<int>();
        var at = 0;
        for (var word = 0; word < present.Length; word++)
        {
            for (var rest = present[word]; rest != 0; rest &= rest - 1)
            {
                var row = (word << 6) + BitOperations.TrailingZeroCount(rest);
                int start = 0, end = 0;
                if (withBase) view.Base.TryFind(row, out start, out end);
                var from = at;
                while (at < homes.Length && homes[at] == row) at++;

                MergeRow(view, start, end, sorted.AsSpan(from, at - from), runs);
                counts.Add(end - start + at - from);
            }
        }

        return counts;
    }

    private static void MergeRow(SeriesView view, int start, int end, ReadOnlySpan<int> added, List<Run> runs)
    {
        foreach (var entry in added)
        {
            var cut = start;
            while (cut < end && EntryOrder.Compare(view, cut, entry) < 0) cut++;
            Append(runs, start, cut - start);
            Append(runs, entry, 1);
            start = cut;
        }

        Append(runs, start, end - start);
    }

    private static void Append(List<Run> runs, int start, int length)
    {
        if (length == 0) return;
        if (runs.Count > 0 && runs[^1] is var last && last.Start + last.Length == start) runs[^1] = last with { Length = last.Length + length };
        else runs.Add(new Run(start, length));
    }

    private static SeriesBase Assemble(SeriesView view, List<Run> runs, List<int> counts, ulong[] present)
    {
        var offsets = new int[counts.Count + 1];
        for (var i = 0; i < counts.Count; i++) offsets[i + 1] = offsets[i] + counts[i];

        var rank = new int[present.Length];
        for (var i = 1; i < rank.Length; i++) rank[i] = rank[i - 1] + BitOperations.PopCount(present[i - 1]);

        var total = offsets[^1];
        var (ts, number, node) = (new long[total], new long[total], new int[total]);
        var source = view.Base.Source is null ? null : new int[total];
        var at = 0;
        foreach (var run in runs)
        {
            for (var i = run.Start; i < run.Start + run.Length; i++, at++)
            {
                ts[at] = view.TsOf(i);
                number[at] = view.NumberOf(i);
                node[at] = view.NodeOf(i);
                if (source is not null) source[at] = view.SourceOf(i);
            }
        }

        return new SeriesBase(present, rank, offsets, ts, number, node, source);
    }
}
