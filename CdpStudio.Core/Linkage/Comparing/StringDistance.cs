using System.Numerics;

namespace CdpStudio.Core.Linkage.Comparing;

/// <summary>Distances between texts by UTF-16 code unit. Texts longer than <see cref="MaxLength"/> are compared by their beginnings.</summary>
internal static class StringDistance
{
    public const int MaxLength = 64;

    // Winkler's constants: a common beginning of up to four letters closes a tenth of the rest of the way for each letter.
    private const int MaxPrefix = 4;
    private const double PrefixScale = 0.1;

    /// <summary>Jaro (1989): 0 for nothing in common, 1 for the same text.</summary>
    public static double Jaro(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = Cut(a);
        b = Cut(b);
        if (a.Length == 0 || b.Length == 0) return a.Length == b.Length ? 1 : 0;

        var window = Math.Max(0, (Math.Max(a.Length, b.Length) / 2) - 1);
        ulong takenA = 0;
        ulong takenB = 0;
        var common = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var end = Math.Min(b.Length - 1, i + window);
            for (var j = Math.Max(0, i - window); j <= end; j++)
            {
                if ((takenB & (1UL << j)) != 0 || a[i] != b[j]) continue;

                takenA |= 1UL << i;
                takenB |= 1UL << j;
                common++;
                break;
            }
        }

        if (common == 0) return 0;

        var outOfOrder = 0;
        for (int i = 0, j = 0; i < a.Length; i++)
        {
            if ((takenA & (1UL << i)) == 0) continue;

            while ((takenB & (1UL << j)) == 0) j++;
            if (a[i] != b[j++]) outOfOrder++;
        }

        double c = common;
        return ((c / a.Length) + (c / b.Length) + ((c - (outOfOrder / 2)) / c)) / 3;
    }

    /// <summary>Winkler (1990): <see cref="Jaro"/>, nearer to 1 the longer the common beginning.</summary>
    public static double JaroWinkler(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var jaro = Jaro(a, b);
        return jaro + (Prefix(a, b) * PrefixScale * (1 - jaro));
    }

    /// <summary><see cref="JaroWinkler"/>, or 0 where it is less than <paramref name="least"/> and lengths and letters already tell.</summary>
    public static double JaroWinklerFrom(double least, ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = Cut(a);
        b = Cut(b);
        if (a.Length == 0 || b.Length == 0) return JaroWinkler(a, b);

        // A letter that the other text lacks has no partner; what is left over on neither side is at most common.
        var (inA, inB) = (LettersOf(a), LettersOf(b));
        double common = Math.Min(a.Length - BitOperations.PopCount(inA & ~inB), b.Length - BitOperations.PopCount(inB & ~inA));
        var most = ((common / a.Length) + (common / b.Length) + 1) / 3;
        return most + (Prefix(a, b) * PrefixScale * (1 - most)) < least ? 0 : JaroWinkler(a, b);
    }

    /// <summary>
    /// Insertions, deletions, substitutions and changes of two neighbours (Damerau 1964), no letter edited twice: the "optimal string
    /// alignment", which is what a typist does.
    /// </summary>
    public static int Edits(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = Cut(a);
        b = Cut(b);
        Span<int> beforeLast = stackalloc int[MaxLength + 1];
        Span<int> last = stackalloc int[MaxLength + 1];
        Span<int> row = stackalloc int[MaxLength + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cost = Math.Min(cost, beforeLast[j - 2] + 1);
                row[j] = cost;
            }

            var spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }

        return last[b.Length];
    }

    /// <summary>Whether <see cref="Edits"/> is at most <paramref name="edits"/>; quick where lengths or letters already tell.</summary>
    public static bool Within(int edits, ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = Cut(a);
        b = Cut(b);
        // An edit takes at most one letter away and brings at most one.
        return Math.Abs(a.Length - b.Length) <= edits
            && BitOperations.PopCount(LettersOf(a) ^ LettersOf(b)) <= 2 * edits
            && Edits(a, b) <= edits;
    }

    private static int Prefix(ReadOnlySpan<char> a, ReadOnlySpan<char> b) =>
        Math.Min(MaxPrefix, a.CommonPrefixLength(b));

    private static ulong LettersOf(ReadOnlySpan<char> text)
    {
        var letters = 0UL;
        foreach (var c in text) letters |= 1UL << (c & 63);
        return letters;
    }

    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text) => text.Length > MaxLength ? text[..MaxLength] : text;
}
