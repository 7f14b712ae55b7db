using System.Globalization;

namespace CdpStudio.Web.Languages;

/// <summary>A month of the reader's calendar, with its weeks as that calendar hangs on a wall.</summary>
public sealed class MonthSheet
{
    private const int DaysInWeek = 7;

    private readonly CultureInfo _formats;
    private readonly DateTime _first;

    /// <param name="within">Any day of the month.</param>
    public MonthSheet(DateOnly within, CultureInfo formats)
    {
        _formats = formats;
        var day = within.ToDateTime(TimeOnly.MinValue);
        _first = day.AddDays(1 - Calendar.GetDayOfMonth(day));
    }

    private Calendar Calendar => _formats.DateTimeFormat.Calendar;

    public DateOnly First => DateOnly.FromDateTime(_first);

    public string Title => _first.ToString("Y", _formats);

    public MonthSheet Next => new(DateOnly.FromDateTime(Calendar.AddMonths(_first, 1)), _formats);

    public MonthSheet Previous => new(DateOnly.FromDateTime(Calendar.AddMonths(_first, -1)), _formats);

    /// <summary>From the day on which weeks begin, short and in full.</summary>
    public IReadOnlyList<(string Short, string Full)> Weekdays =>
        [.. Enumerable.Range(0, DaysInWeek).Select(i => ((int)_formats.DateTimeFormat.FirstDayOfWeek + i) % DaysInWeek)
            .Select(d => (_formats.DateTimeFormat.ShortestDayNames[d], _formats.DateTimeFormat.DayNames[d]))];

    /// <summary>Seven days each; null where a day belongs to a neighbouring month.</summary>
    public IReadOnlyList<IReadOnlyList<DateOnly?>> Weeks
    {
        get
        {
            var days = Calendar.GetDaysInMonth(Calendar.GetYear(_first), Calendar.GetMonth(_first));
            var before = (_first.DayOfWeek - _formats.DateTimeFormat.FirstDayOfWeek + DaysInWeek) % DaysInWeek;
            var weeks = (before + days + DaysInWeek - 1) / DaysInWeek;
            return [.. Enumerable.Range(0, weeks * DaysInWeek)
                .Select(i => i - before)
                .Select(i => i < 0 || i >= days ? (DateOnly?)null : First.AddDays(i))
                .Chunk(DaysInWeek)];
        }
    }

    /// <summary>A day's number within its month.</summary>
    public string NumberOf(DateOnly day) => Calendar.GetDayOfMonth(day.ToDateTime(TimeOnly.MinValue)).ToString(_formats);
}
