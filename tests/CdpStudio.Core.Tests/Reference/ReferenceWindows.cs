using System.Diagnostics;
using CdpStudio.Core.Rules;
using NodaTime;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Which moments a window takes in. What lies after now does not exist and is not asked about here.</summary>
internal static class ReferenceWindows
{
    /// <param name="dateOf">The profile's value of a datetime attribute now; null where it is missing.</param>
    public static bool Holds(Window window, long moment, ReferenceClock clock, Func<string, long?> dateOf) => window switch
    {
        Window.Always => true,
        Window.Last w => moment > clock.Before(clock.Now, w.Length) && moment <= clock.Now,
        Window.Range w => (w.From is null || moment >= clock.StartOf(w.From)) && (w.To is null || moment < clock.StartOf(w.To)),
        Window.Ago w => moment > clock.Before(clock.Now, w.Older) && moment <= clock.Before(clock.Now, w.Newer),
        Window.Calendar w => IsIn(Days(w.Period, clock.Today), moment, clock),
        Window.Since w => dateOf(w.Attribute) is { } start && moment >= start && (w.Within is null || moment < clock.After(start, w.Within)),
        _ => throw new UnreachableException(window.GetType().Name),
    };

    /// <summary>The whole periods before the current one, the newest first: first day, and the first day after it.</summary>
    public static IEnumerable<(LocalDate First, LocalDate Next)> WholePeriods(CalendarPeriod period, int count, LocalDate today) =>
        Enumerable.Range(1, count).Select(back => period switch
        {
            CalendarPeriod.Day => (today.PlusDays(-back), today.PlusDays(1 - back)),
            CalendarPeriod.Week => (Monday(today).PlusWeeks(-back), Monday(today).PlusWeeks(1 - back)),
            CalendarPeriod.Month => (FirstOfMonth(today).PlusMonths(-back), FirstOfMonth(today).PlusMonths(1 - back)),
            _ => throw new UnreachableException(period.ToString()),
        });

    public static bool IsIn((LocalDate First, LocalDate Next) days, long moment, ReferenceClock clock) =>
        moment >= clock.StartOf(days.First) && moment < clock.StartOf(days.Next);

    private static (LocalDate First, LocalDate Next) Days(CalendarRange range, LocalDate today)
    {
        var (monday, month, year) = (Monday(today), FirstOfMonth(today), new LocalDate(today.Year, 1, 1));
        var quarter = new LocalDate(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1);
        return range switch
        {
            CalendarRange.Today => (today, today.PlusDays(1)),
            CalendarRange.Yesterday => (today.PlusDays(-1), today),
            CalendarRange.ThisWeek => (monday, monday.PlusWeeks(1)),
            CalendarRange.LastWeek => (monday.PlusWeeks(-1), monday),
            CalendarRange.ThisMonth => (month, month.PlusMonths(1)),
            CalendarRange.LastMonth => (month.PlusMonths(-1), month),
            CalendarRange.ThisQuarter => (quarter, quarter.PlusMonths(3)),
            CalendarRange.LastQuarter => (quarter.PlusMonths(-3), quarter),
            CalendarRange.ThisYear => (year, year.PlusYears(1)),
            CalendarRange.LastYear => (year.PlusYears(-1), year),
            _ => throw new UnreachableException(range.ToString()),
        };
    }

    private static LocalDate Monday(LocalDate day) => day.PlusDays(1 - (int)day.DayOfWeek);

    private static LocalDate FirstOfMonth(LocalDate day) => new(day.Year, day.Month, 1);
}
