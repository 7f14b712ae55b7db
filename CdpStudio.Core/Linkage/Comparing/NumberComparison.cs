namespace CdpStudio.Core.Linkage.Comparing;

/// <summary>Telephones and other numbers that somebody gave out. Short ones are too alike by chance for errors to count as likeness.</summary>
internal sealed class NumberComparison : FieldComparison
{
    private const int TellingLength = 5;

    public override IReadOnlyList<Agreement> Levels { get; } = [Agreement.Same, Agreement.OneTypo, Agreement.Close, Agreement.Different];

    public override int Compare(string a, string b) =>
        Math.Min(a.Length, b.Length) < TellingLength ? 3
        : StringDistance.Within(1, a, b) ? 1
        : StringDistance.Within(2, a, b) ? 2
        : 3;
}
