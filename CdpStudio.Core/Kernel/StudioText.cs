using System.Text;

namespace CdpStudio.Core.Kernel;

/// <summary>
/// How texts and names compare everywhere: <see cref="StringComparison.OrdinalIgnoreCase"/> after normalisation form C.
/// Engines and databases store <see cref="Key"/> and compare it by code unit; none lowers text in its own way.
/// </summary>
public static class StudioText
{
    private const int SupplementaryStart = 0x10000;
    private const char Noncharacter = '\ufffe';
    private const int SupplementaryCased = 0x10000;

    private static readonly Lazy<char[]> s_basic = new(FoldBasicPlane);
    private static readonly Lazy<int[]> s_supplementary = new(FoldSupplementaryPlane);

    /// <summary>Empty or only Unicode White_Space: the same as missing.</summary>
    public static bool IsBlank(string? text) => string.IsNullOrWhiteSpace(text);

    /// <summary>The folded key. Two texts have equal keys exactly if the language calls them equal, and a key contains,
    /// starts or ends with another exactly if their texts do.</summary>
    public static string Key(string text)
    {
        if (Ascii.IsValid(text)) return text.AsSpan().IndexOfAnyInRange('a', 'z') < 0 ? text : text.ToUpperInvariant();

        var normal = Normal(text);
        return string.Create(normal.Length, normal, static (key, source) =>
        {
            var basic = s_basic.Value;
            for (var i = 0; i < source.Length; i++)
            {
                if (char.IsHighSurrogate(source[i]))
                {
                    new Rune(FoldSupplementary(char.ConvertToUtf32(source[i], source[i + 1]))).EncodeToUtf16(key[i..]);
                    i++;
                }
                else
                {
                    key[i] = basic[source[i]];
                }
            }
        });
    }

    /// <summary>Normalisation form C. Half surrogate pairs, which no encoding can carry, become U+FFFD instead of an exception.</summary>
    public static string Normal(string text)
    {
        if (Ascii.IsValid(text)) return text;

        var wellFormed = IsWellFormed(text) ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        // U+FFFE is a scalar that .NET refuses to normalise; it composes with nothing, so the parts beside it normalise alone.
        if (wellFormed.Contains(Noncharacter, StringComparison.Ordinal)) return string.Join(Noncharacter, wellFormed.Split(Noncharacter).Select(Normal));

        return wellFormed.IsNormalized() ? wellFormed : wellFormed.Normalize();
    }

    /// <summary>Whether every surrogate has its other half.</summary>
    public static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }

    // ToUpperInvariant alone is not the fold of OrdinalIgnoreCase: it takes the long s for an S.
    private static char[] FoldBasicPlane()
    {
        var fold = new char[char.MaxValue + 1];
        for (var c = 0; c <= char.MaxValue; c++)
        {
            var upper = char.ToUpperInvariant((char)c);
            fold[c] = AreEqual([(char)c], [upper]) ? upper : (char)c;
        }

        return fold;
    }

    private static int FoldSupplementary(int scalar) =>
        scalar < SupplementaryStart + SupplementaryCased ? s_supplementary.Value[scalar - SupplementaryStart] : scalar;

    // Nor does it know the cased letters that are younger than the ICU at hand, which OrdinalIgnoreCase does (Garay). The
    // first of each class stands for it. All cased letters outside the basic plane lie in the one after it (a test looks).
    private static int[] FoldSupplementaryPlane()
    {
        var fold = new int[SupplementaryCased];
        var first = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < fold.Length; i++)
        {
            var text = char.ConvertFromUtf32(SupplementaryStart + i);
            if (!first.TryGetValue(text, out fold[i])) first[text] = fold[i] = SupplementaryStart + i;
        }

        return fold;
    }

    private static bool AreEqual(ReadOnlySpan<char> a, ReadOnlySpan<char> b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
