namespace CdpStudio.Core.Linkage.Comparing;

/// <summary>Codes get finer from left to right in practically every country, so a common first half is the same neighbourhood.</summary>
internal sealed class PostcodeComparison : FieldComparison
{
    public override IReadOnlyList<Agreement> Levels { get; } = [Agreement.Same, Agreement.OneTypo, Agreement.PartSame, Agreement.Different];

    public override int Compare(string a, string b)
    {
        if (StringDistance.Within(1, a, b)) return 1;

        var half = (Math.Min(a.Length, b.Length) + 1) / 2;
        return half >= 2 && a.AsSpan(0, half).SequenceEqual(b.AsSpan(0, half)) ? 2 : 3;
    }
}
