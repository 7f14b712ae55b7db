using System.Globalization;

namespace CdpStudio.Core.Linkage.Comparing;

/// <summary>Birth dates as eight digits, year first.</summary>
internal sealed class DateComparison : FieldComparison
{
    private const int NearDays = 366;

    public override IReadOnlyList<Agreement> Levels { get; } =
        [Agreement.Same, Agreement.Swapped, Agreement.OneTypo, Agreement.PartSame, Agreement.Close, Agreement.Different];

    public override int Compare(string a, string b)
    {
        var sameYear = AreSame(a, b, 0, 4);
        if (sameYear && AreSame(a, b, 4, 2, 6) && AreSame(a, b, 6, 2, 4)) return 1;
        if (StringDistance.Within(1, a, b)) return 2;

        var same = (sameYear ? 1 : 0) + (AreSame(a, b, 4, 2) ? 1 : 0) + (AreSame(a, b, 6, 2) ? 1 : 0);
        if (same == 2) return 3;

        return Math.Abs(Days(a) - Days(b)) <= NearDays || StringDistance.Within(2, a, b) ? 4 : 5;
    }

    private static bool AreSame(string a, string b, int start, int length, int? startOfB = null) =>
        string.CompareOrdinal(a, start, b, startOfB ?? start, length) == 0;

    // Of dates that no calendar knows, too: a month 13 is a typing error, and near to the month 12.
    private static double Days(string date)
    {
        var number = int.Parse(date, CultureInfo.InvariantCulture);
        return (number / 10_000 * 365.25) + (number / 100 % 100 * 30.4) + (number % 100);
    }
}
