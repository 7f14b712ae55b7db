namespace CdpStudio.Core.DemoData.Shop;

/// <summary>A feast for which people buy in the weeks before.</summary>
internal sealed class Feast
{
    private readonly Func<int, DateOnly?> _inYear;
    private readonly int _days;
    private readonly double _strength;

    private Feast(int days, double strength, Func<int, DateOnly?> inYear) => (_days, _strength, _inYear) = (days, strength, inYear);

    public static Feast Christmas { get; } = new(30, 1.9, year => new DateOnly(year, 12, 24));

    /// <summary>Tết, 春节.</summary>
    public static Feast LunarNewYear { get; } = new(24, 2.2, year => NewYear(year));

    public static Feast Nowruz { get; } = new(21, 2.2, year => new DateOnly(year, 3, 20));

    /// <summary>How much more is going on than on other days.</summary>
    public double Factor(DateOnly day)
    {
        foreach (var year in (ReadOnlySpan<int>)[day.Year, day.Year + 1])
        {
            if (_inYear(year) is not { } feast) continue;

            var before = feast.DayNumber - day.DayNumber;
            // It rises towards the feast, and the shop is empty on the day itself.
            if (before is 0 or -1) return 0.3;
            if (before > 0 && before <= _days) return 1 + ((_strength - 1) * (_days - before + 1) / _days);
        }

        return 1;
    }

    private static DateOnly? NewYear(int year)
    {
        var calendar = new System.Globalization.ChineseLunisolarCalendar();
        var (first, last) = (calendar.MinSupportedDateTime.Year + 1, calendar.MaxSupportedDateTime.Year - 1);
        return year >= first && year <= last ? DateOnly.FromDateTime(calendar.ToDateTime(year, 1, 1, 0, 0, 0, 0)) : null;
    }
}
