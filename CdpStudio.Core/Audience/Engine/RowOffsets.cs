namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// Where the entries of each present row of a block begin, and behind the last one where they end; <see cref="SeriesBase.Spare"/> more
/// behind that, so that vectors may be read past it. Blocks with one entry a row, as attributes nearly always are, share one array.
/// </summary>
internal static class RowOffsets
{
    private static int[] s_single = [];

    /// <param name="counts">Of the entries of each present row.</param>
    public static int[] Of(IReadOnlyList<int> counts)
    {
        var offsets = new int[counts.Count + 1 + SeriesBase.Spare];
        for (var i = 0; i < counts.Count; i++) offsets[i + 1] = offsets[i] + counts[i];
        var total = offsets[counts.Count];
        if (total == counts.Count) return Single(counts.Count);

        offsets.AsSpan(counts.Count + 1).Fill(total);
        return offsets;
    }

    /// <param name="saved">What another process made, or nothing where each row has one entry.</param>
    public static int[] Of(int[] saved, int rows) => saved.Length == 0 ? Single(rows) : saved;

    /// <summary>Longer than asked for: the n-th row begins at n.</summary>
    private static int[] Single(int rows)
    {
        var known = Volatile.Read(ref s_single);
        if (known.Length >= rows + 1 + SeriesBase.Spare) return known;

        var offsets = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)rows + 1) + 1 + SeriesBase.Spare];
        for (var i = 0; i < offsets.Length; i++) offsets[i] = i;
        Volatile.Write(ref s_single, offsets);
        return offsets;
    }
}
