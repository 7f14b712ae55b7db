using System.Buffers;
using System.Numerics;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// Makes one sorted base of a block's base and delta. Pure: what the view holds is only read, so it may run beside readers and writer.
/// </summary>
internal static class SeriesMerge
{
    /// <param name="stays">Which entries stay, by node and row in the block; null when all do.</param>
    /// <param name="left">Receives the places of those that do not.</param>
    /// <param name="runs">The order of the entries in the new base, for their columns.</param>
    public static SeriesBase Run(BlockView view, Func<int, int, bool>? stays, List<int> left, out List<Run> runs)
    {
        runs = [];
        var sorted = Sort(view, out var homes);
        var counts = Merge(view, sorted, homes, stays, left, runs, out var present);
        return counts.Count == 0 ? SeriesBase.Empty : Assemble(view, runs, counts, present);
    }

    /// <summary>Entries of the delta by home, time and arrival; <paramref name="homes"/> goes beside them.</summary>
    private static int[] Sort(BlockView view, out int[] homes)
    {
        var count = view.Delta.Count;
        var keys = new long[count];
        for (var i = 0; i < count; i++) keys[i] = ((long)view.Delta.HomeOf(i) << 32) | (uint)(view.Base.Count + i);
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
    private static List<int> Merge(
        BlockView view, int[] sorted, int[] homes, Func<int, int, bool>? stays, List<int> left, List<Run> runs, out ulong[] present)
    {
        var old = view.Base.Present;
        var highest = homes.Length == 0 ? -1 : homes[^1];
        present = new ulong[Math.Max(old.Length, (highest >> 6) + 1)];
        old.CopyTo(present, 0);
        foreach (var home in homes) present[home >> 6] |= 1UL << home;

        var counts = new List<int>(view.Base.Rows + homes.Length);
        var at = 0;
        for (var word = 0; word < present.Length; word++)
        {
            for (var rest = present[word]; rest != 0; rest &= rest - 1)
            {
                var row = (word << 6) + BitOperations.TrailingZeroCount(rest);
                view.Base.TryFind(row, out var start, out var end);
                var from = at;
                while (at < homes.Length && homes[at] == row) at++;

                var count = stays is null
                    ? MergeRow(view, start, end, sorted.AsSpan(from, at - from), runs)
                    : MergeStaying(view, start, end, sorted.AsSpan(from, at - from), row, stays, left, runs);
                if (count > 0) counts.Add(count);
                else present[word] &= ~(1UL << row);
            }
        }

        return counts;
    }

    private static int MergeRow(BlockView view, int start, int end, ReadOnlySpan<int> added, List<Run> runs)
    {
        var count = end - start + added.Length;
        foreach (var entry in added)
        {
            var cut = start;
            while (cut < end && EntryOrder.Compare(view, cut, entry) < 0) cut++;
            Append(runs, start, cut - start);
            Append(runs, entry, 1);
            start = cut;
        }

        Append(runs, start, end - start);
        return count;
    }

    private static int MergeStaying(
        BlockView view, int start, int end, ReadOnlySpan<int> added, int row, Func<int, int, bool> stays, List<int> left, List<Run> runs)
    {
        var staying = new List<int>();
        for (var i = start; i < end; i++) (stays(view.NodeOf(i), row) ? staying : left).Add(i);
        foreach (var entry in added) (stays(view.NodeOf(entry), row) ? staying : left).Add(entry);

        var entries = staying.ToArray();
        EntryOrder.Sort(view, entries);
        foreach (var entry in entries) Append(runs, entry, 1);
        return entries.Length;
    }

    private static void Append(List<Run> runs, int start, int length)
    {
        if (length == 0) return;
        if (runs.Count > 0 && runs[^1] is var last && last.Start + last.Length == start) runs[^1] = last with { Length = last.Length + length };
        else runs.Add(new Run(start, length));
    }

    private static SeriesBase Assemble(BlockView view, List<Run> runs, List<int> counts, ulong[] present)
    {
        var offsets = RowOffsets.Of(counts);
        var total = offsets[counts.Count];

        var rank = new int[present.Length];
        for (var i = 1; i < rank.Length; i++) rank[i] = rank[i - 1] + BitOperations.PopCount(present[i - 1]);

        var buffer = ArrayPool<long>.Shared.Rent(total);
        var (sorted, delta) = (view.Base, view.Delta);
        var moments = Read(sorted.Ts.CopyTo, delta.TsOf);
        var last = total == 0 ? long.MinValue : System.Numerics.Tensors.TensorPrimitives.Max(moments);
        var ts = Times.Of(moments);
        var number = Cells.Of(Read(sorted.Number.CopyTo, i => Cell.OfUnits(delta.NumberOf(i))));
        var nodes = ArrayPool<long>.Shared.Rent(Math.Max(sorted.Count, counts.Count));
        sorted.CopyNodes(nodes);
        var perEntry = Read((start, target) => nodes.AsSpan(start, target.Length).CopyTo(target), i => Cell.OfUnits(delta.NodeOf(i)));
        var node = Cells.Of(TryOnePerRow(perEntry, offsets, nodes.AsSpan(0, counts.Count)) ? nodes.AsSpan(0, counts.Count) : perEntry);
        var source = Cells.Of(Read(sorted.Source.CopyTo, i => delta.SourceOf(i)));
        ArrayPool<long>.Shared.Return(nodes);
        ArrayPool<long>.Shared.Return(buffer);
        return new SeriesBase(present, rank, offsets, counts.Count, ts, number, node, source, last);

        static bool TryOnePerRow(ReadOnlySpan<long> perEntry, int[] offsets, Span<long> ofRows)
        {
            for (var row = 0; row < ofRows.Length; row++)
            {
                ofRows[row] = perEntry[offsets[row]];
                if (perEntry[offsets[row]..offsets[row + 1]].ContainsAnyExcept(ofRows[row])) return false;
            }

            return true;
        }

        // A run may go on from the base into the delta.
        ReadOnlySpan<long> Read(CopyOfBase fromBase, Func<int, long> fromDelta)
        {
            var at = 0;
            foreach (var run in runs)
            {
                var inBase = Math.Clamp(sorted.Count - run.Start, 0, run.Length);
                if (inBase > 0) fromBase(run.Start, buffer.AsSpan(at, inBase));
                for (var i = inBase; i < run.Length; i++) buffer[at + i] = fromDelta(run.Start + i - sorted.Count);
                at += run.Length;
            }

            return buffer.AsSpan(0, total);
        }
    }

    private delegate void CopyOfBase(int start, Span<long> target);
}
