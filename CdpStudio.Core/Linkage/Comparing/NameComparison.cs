namespace CdpStudio.Core.Linkage.Comparing;

/// <summary>Given and family names. The bands of Jaro-Winkler are Splink's (0.92) and Winkler's own for "may be the same" (about 0.8).</summary>
internal sealed class NameComparison : FieldComparison
{
    internal const double VeryAlike = 0.92;
    internal const double Alike = 0.8;

    public override IReadOnlyList<Agreement> Levels { get; } =
        [Agreement.Same, Agreement.Close, Agreement.Similar, Agreement.Beginning, Agreement.Different];

    public override int Compare(string a, string b)
    {
        if (IsBeginning(a, b)) return 3;

        var similarity = StringDistance.JaroWinklerFrom(Alike, a, b);
        if (similarity >= VeryAlike || (Math.Min(a.Length, b.Length) >= 3 && StringDistance.Within(1, a, b))) return 1;

        return similarity >= Alike || HaveWordInCommon(a, b) ? 2 : 4;
    }

    private static bool IsBeginning(string a, string b) =>
        Math.Abs(a.Length - b.Length) >= 2 && (a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal));

    internal static bool HaveWordInCommon(string a, string b)
    {
        if (!a.Contains(' ', StringComparison.Ordinal) && !b.Contains(' ', StringComparison.Ordinal)) return false;

        var words = b.Split(' ');
        return a.Split(' ').Any(word => word.Length >= 3 && words.Contains(word));
    }
}
