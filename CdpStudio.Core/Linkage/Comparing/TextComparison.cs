namespace CdpStudio.Core.Linkage.Comparing;

/// <summary>Streets, places, regions and whatever else is words: as names, but nobody shortens them to an initial.</summary>
internal sealed class TextComparison : FieldComparison
{
    public override IReadOnlyList<Agreement> Levels { get; } = [Agreement.Same, Agreement.Close, Agreement.Similar, Agreement.Different];

    public override int Compare(string a, string b)
    {
        var similarity = StringDistance.JaroWinklerFrom(NameComparison.Alike, a, b);
        if (similarity >= NameComparison.VeryAlike || (Math.Min(a.Length, b.Length) >= 3 && StringDistance.Within(1, a, b))) return 1;

        return similarity >= NameComparison.Alike || NameComparison.HaveWordInCommon(a, b) ? 2 : 3;
    }
}
