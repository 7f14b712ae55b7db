using System.Diagnostics;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules;

/// <summary>What a window, a calendar period or a date test means at one <c>now</c> in the workspace's zone.</summary>
public static class WindowMoments
{
    private static readonly DateOnly s_firstToday = new(150, 1, 1);
    private static readonly DateOnly s_lastToday = new(9900, 1, 1);

    /// <summary>The moments of a window. It ends with <paramref name="now"/> at the latest: nothing after it exists.</summary>
    /// <param name="since">The profile's value of the attribute of <see cref="Window.Since"/>; null when it is missing, and for other windows.</param>
    public static Moments At(this Window window, long now, WorkspaceZone zone, long? since = null)
    {
        var moments = window switch
        {
            Window.Always => new Moments(long.MinValue, long.MaxValue),
            Window.Last last => new Moments(zone.Minus(now, last.Length) + 1, now + 1),
            Window.Range range => new Moments(
                range.From is null ? long.MinValue : zone.Moment(range.From),
                range.To is null ? long.MaxValue : zone.Moment(range.To)),
            Window.Ago ago => new Moments(zone.Minus(now, ago.Older) + 1, zone.Minus(now, ago.Newer) + 1),
            Window.Calendar calendar => Calendar(calendar.Period, now, zone),
            Window.Since { Within: null } => since is { } value ? new Moments(value, long.MaxValue) : Moments.None,
            Window.Since { Within: { } within } => since is { } value ? new Moments(value, zone.Plus(value, within)) : Moments.None,
            _ => throw new UnreachableException(window.GetType().Name),
        };
        return moments with { End = Math.Min(moments.End, now + 1) };
    }

    /// <summary>The whole periods before the one that <paramref name="now"/> lies in, the latest first.</summary>
    public static IReadOnlyList<Moments> Before(this CalendarPeriod period, int count, long now, WorkspaceZone zone)
    {
        var current = FirstDay(period, Today(now, zone));
        return [.. Enumerable.Range(1, count).Select(back => Days(Back(period, current, back), Back(period, current, back - 1), zone))];
    }

    /// <summary>The whole local day of a bare date, or the local day that a written moment lies in.</summary>
    public static Moments LocalDay(this WrittenDate date, WorkspaceZone zone)
    {
        var day = date is WrittenDate.Day bare ? bare.Date : zone.Day(zone.Moment(date));
        return new Moments(zone.StartOf(day), zone.EndOf(day));
    }

    /// <summary>Where a written date begins: a bare one with its day, another with its moment.</summary>
    public static long Start(this WrittenDate date, WorkspaceZone zone) => zone.Moment(date);

    /// <summary>The first moment after a written date: after a bare one's day, or one millisecond after a moment.</summary>
    public static long End(this WrittenDate date, WorkspaceZone zone) =>
        date is WrittenDate.Day bare ? zone.EndOf(bare.Date) : zone.Moment(date) + 1;

    /// <summary>The moments that a date test takes; null for tests that are not about dates and for anniversaries, which are no one stretch.</summary>
    public static Moments? Passing(this Test test, long now, WorkspaceZone zone) => test switch
    {
        Test.Before before => new Moments(long.MinValue, before.Date.Start(zone)),
        Test.After after => new Moments(after.Date.End(zone), long.MaxValue),
        Test.On on => on.Date.LocalDay(zone),
        Test.DateBetween between => new Moments(between.From.Start(zone), between.To.End(zone)),
        Test.InLast last => new Moments(zone.Minus(now, last.Length) + 1, now + 1),
        Test.InNext next => new Moments(now + 1, zone.Plus(now, next.Length) + 1),
        Test.MoreThanAgo ago => new Moments(long.MinValue, zone.Minus(now, ago.Length) + 1),
        _ => null,
    };

    /// <summary>Whether the value's month and day fall from today + from to today + to; 29 February counts as 28 in other years.</summary>
    public static bool Passes(this Test.Anniversary test, long value, long now, WorkspaceZone zone)
    {
        var born = zone.Day(value);
        var today = Today(now, zone);
        var first = today.AddDays(test.From);
        var last = today.AddDays(test.To);
        for (var year = first.Year; year <= last.Year; year++)
        {
            var day = new DateOnly(year, born.Month, Math.Min(born.Day, DateTime.DaysInMonth(year, born.Month)));
            if (first <= day && day <= last) return true;
        }

        return false;
    }

    private static Moments Calendar(CalendarRange range, long now, WorkspaceZone zone)
    {
        var today = Today(now, zone);
        var week = FirstDay(CalendarPeriod.Week, today);
        var month = FirstDay(CalendarPeriod.Month, today);
        var quarter = month.AddMonths(-((month.Month - 1) % 3));
        var year = new DateOnly(today.Year, 1, 1);
        var (first, after) = range switch
        {
            CalendarRange.Today => (today, today.AddDays(1)),
            CalendarRange.Yesterday => (today.AddDays(-1), today),
            CalendarRange.ThisWeek => (week, week.AddDays(7)),
            CalendarRange.LastWeek => (week.AddDays(-7), week),
            CalendarRange.ThisMonth => (month, month.AddMonths(1)),
            CalendarRange.LastMonth => (month.AddMonths(-1), month),
            CalendarRange.ThisQuarter => (quarter, quarter.AddMonths(3)),
            CalendarRange.LastQuarter => (quarter.AddMonths(-3), quarter),
            CalendarRange.ThisYear => (year, year.AddYears(1)),
            CalendarRange.LastYear => (year.AddYears(-1), year),
            _ => throw new UnreachableException(range.ToString()),
        };
        return Days(first, after, zone);
    }

    // An asOf may be any date there is; a margin at both ends of the calendar keeps the arithmetic on it.
    private static DateOnly Today(long now, WorkspaceZone zone)
    {
        var today = zone.Day(now);
        return today < s_firstToday ? s_firstToday : today > s_lastToday ? s_lastToday : today;
    }

    private static Moments Days(DateOnly first, DateOnly after, WorkspaceZone zone) => new(zone.StartOf(first), zone.StartOf(after));

    internal static DateOnly FirstDay(CalendarPeriod period, DateOnly day) => period switch
    {
        CalendarPeriod.Day => day,
        // Sunday is 0 in .NET, and weeks begin on Monday.
        CalendarPeriod.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        CalendarPeriod.Month => new DateOnly(day.Year, day.Month, 1),
        _ => throw new UnreachableException(period.ToString()),
    };

    /// <param name="first">Of a period.</param>
    /// <param name="count">Periods; negative goes ahead.</param>
    internal static DateOnly Back(CalendarPeriod period, DateOnly first, int count) => period switch
    {
        CalendarPeriod.Day => first.AddDays(-count),
        CalendarPeriod.Week => first.AddDays(-7 * count),
        CalendarPeriod.Month => first.AddMonths(-count),
        _ => throw new UnreachableException(period.ToString()),
    };
}
