namespace CdpStudio.Core.Linkage.Comparing;

/// <summary>Of one digit against another nothing is left to be alike.</summary>
internal sealed class HouseNumberComparison : FieldComparison
{
    public override IReadOnlyList<Agreement> Levels { get; } = [Agreement.Same, Agreement.OneTypo, Agreement.Different];

    public override int Compare(string a, string b) => Math.Max(a.Length, b.Length) >= 2 && StringDistance.Within(1, a, b) ? 1 : 2;
}
