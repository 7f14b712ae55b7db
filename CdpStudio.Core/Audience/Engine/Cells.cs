using System.Runtime.CompilerServices;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>Cells of one column: 4 bytes each while all of them are codes, else 8. Past the end everything is missing.</summary>
internal readonly struct Cells
{
    public Cells(int[] narrow) => Narrow = narrow;

    public Cells(long[] wide) => Wide = wide;

    public int[]? Narrow { get; }

    public long[]? Wide { get; }

    public int Length => Narrow?.Length ?? Wide?.Length ?? 0;

    public long this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (Narrow is { } narrow) return index < narrow.Length ? narrow[index] : Cell.Missing;
            return Wide is { } wide && index < wide.Length ? wide[index] : Cell.Missing;
        }
    }

    /// <summary>The cells in the order of <paramref name="runs"/>, whose indexes go on from <paramref name="first"/> into <paramref name="second"/>.</summary>
    public static Cells Gather(in Cells first, int firstCount, in Cells second, ReadOnlySpan<Run> runs, int total)
    {
        if (first.Wide is null && second.Wide is null)
        {
            var narrow = new int[total];
            var place = 0;
            foreach (var run in runs)
            {
                // A run may go on from the one into the other.
                var inFirst = Math.Clamp(firstCount - run.Start, 0, run.Length);
                Copy(first.Narrow, run.Start, narrow.AsSpan(place, inFirst));
                Copy(second.Narrow, run.Start + inFirst - firstCount, narrow.AsSpan(place + inFirst, run.Length - inFirst));
                place += run.Length;
            }

            return new Cells(narrow);
        }

        var wide = new long[total];
        var at = 0;
        foreach (var run in runs)
        {
            for (var i = run.Start; i < run.Start + run.Length; i++) wide[at++] = i < firstCount ? first[i] : second[i - firstCount];
        }

        return new Cells(wide);
    }

    private static void Copy(int[]? source, int start, Span<int> target)
    {
        if (source is null || target.IsEmpty || start >= source.Length) return;

        var length = Math.Min(target.Length, source.Length - start);
        source.AsSpan(start, length).CopyTo(target);
    }
}

/// <summary>Neighbouring entries that stay neighbours.</summary>
internal readonly record struct Run(int Start, int Length);
