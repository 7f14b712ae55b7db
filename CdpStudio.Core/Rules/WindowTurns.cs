using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules;

/// <summary>
/// When time alone changes what a window or a date test says about one moment. Possible turns are named generously and kept where
/// <see cref="WindowMoments"/> itself says something else than a millisecond before, so the two can't differ.
/// </summary>
public static class WindowTurns
{
    // The margins keep the longest look back and ahead, 36,525 months, on the calendar; nobody waits for a turn so far away.
    private static readonly long s_first = EpochTime.FromUtc(new DateTime(110, 1, 1));
    private static readonly long s_last = EpochTime.FromUtc(new DateTime(6700, 1, 1));

    // Between two leap years lie eight years at most, so by then an anniversary has shown every face that it has.
    private const int YearsOfAnniversaries = 120;

    /// <summary>
    /// Each <c>now</c> at which the window takes the moment in or lets it go, in no order. Not for <see cref="Window.Since"/>, which
    /// stands still while its attribute does.
    /// </summary>
    public static IEnumerable<long> Turns(this Window window, long moment, WorkspaceZone zone)
    {
        if (!IsOnCalendar(moment)) return [];

        var possible = window switch
        {
            Window.Last last => Reached(moment, last.Length, zone, 1),
            Window.Ago ago => Reached(moment, ago.Older, zone, 1).Concat(Reached(moment, ago.Newer, zone, 1)),
            Window.Calendar => PeriodStarts(moment, zone),
            _ => [],
        };
        return possible.Append(moment).Distinct().Where(now => Contains(now) != Contains(now - 1));

        bool Contains(long now) => window.At(now, zone).Contains(moment);
    }

    /// <summary>Each <c>now</c> at which the test's answer about a date changes, in no order. None for tests that don't look at now.</summary>
    /// <param name="after">Anniversaries are named for the years from then on.</param>
    public static IEnumerable<long> Turns(this Test test, long moment, WorkspaceZone zone, long after)
    {
        if (!test.IsRelative() || !IsOnCalendar(after)) return [];
        if (test is Test.Anniversary anniversary)
        {
            return Anniversaries(anniversary, moment, after, zone).Where(now => anniversary.Passes(moment, now, zone) != anniversary.Passes(moment, now - 1, zone));
        }

        if (!IsOnCalendar(moment)) return [];

        var possible = test switch
        {
            Test.InLast last => Reached(moment, last.Length, zone, 1).Append(moment),
            Test.InNext next => Reached(moment, next.Length, zone, -1).Append(moment),
            Test.MoreThanAgo ago => Reached(moment, ago.Length, zone, 1),
            _ => [],
        };
        return possible.Distinct().Where(now => Passes(now) != Passes(now - 1));

        bool Passes(long now) => test.Passing(now, zone) is { } passing && passing.Contains(moment);
    }

    /// <summary>Whether the test's answer about one value depends on now.</summary>
    public static bool IsRelative(this Test test) => test is Test.InLast or Test.InNext or Test.MoreThanAgo or Test.Anniversary;

    /// <summary>Each <c>now</c> at which a length back from it reaches the moment or falls behind it again, in no order.</summary>
    public static IEnumerable<long> Turns(this Duration length, long moment, WorkspaceZone zone) => !IsOnCalendar(moment)
        ? []
        : Reached(moment, length, zone, 1).Distinct().Where(now => (zone.Minus(now, length) >= moment) != (zone.Minus(now - 1, length) >= moment));

    /// <summary>When the period that a moment lies in becomes the last whole one, and when it is no longer among the last of that number.</summary>
    public static IEnumerable<long> Turns(this CalendarPeriod period, int count, long moment, WorkspaceZone zone)
    {
        if (!IsOnCalendar(moment)) return [];

        var own = WindowMoments.FirstDay(period, zone.Day(moment));
        return [zone.StartOf(WindowMoments.Back(period, own, -1)), zone.StartOf(WindowMoments.Back(period, own, -1 - count))];
    }

    /// <param name="direction">1: the length is counted back from now; -1: ahead.</param>
    private static IEnumerable<long> Reached(long moment, Duration length, WorkspaceZone zone, int direction)
    {
        if (length.FixedMilliseconds is { } milliseconds) return [moment + (direction * milliseconds)];

        // Months move the wall clock: several days may lead to one, and each day to and fro as clocks are put on and back.
        var day = zone.Day(moment);
        var there = day.AddMonths(direction * (int)length.Amount * (length.Unit == DurationUnit.Years ? 12 : 1));
        var times = zone.WallTimes(day, moment).ToList();
        return Enumerable.Range(-1, 6).SelectMany(days => zone.Moments(there.AddDays(days), times));
    }

    private static IEnumerable<long> PeriodStarts(long moment, WorkspaceZone zone)
    {
        var day = zone.Day(moment);
        var (week, month, year) = (WindowMoments.FirstDay(CalendarPeriod.Week, day), WindowMoments.FirstDay(CalendarPeriod.Month, day), new DateOnly(day.Year, 1, 1));
        var quarter = month.AddMonths(-((month.Month - 1) % 3));
        DateOnly[] days =
        [
            day.AddDays(1), day.AddDays(2), week.AddDays(7), week.AddDays(14), month.AddMonths(1), month.AddMonths(2),
            quarter.AddMonths(3), quarter.AddMonths(6), year.AddYears(1), year.AddYears(2),
        ];
        return days.Select(zone.StartOf);
    }

    private static IEnumerable<long> Anniversaries(Test.Anniversary test, long moment, long after, WorkspaceZone zone)
    {
        var born = zone.Day(moment);
        var first = zone.Day(after).Year - 2;
        return Enumerable.Range(first, YearsOfAnniversaries)
            .Select(year => new DateOnly(year, born.Month, Math.Min(born.Day, DateTime.DaysInMonth(year, born.Month))))
            .SelectMany(day => new[] { day.AddDays(-test.To), day.AddDays(1 - test.From) })
            .Select(zone.StartOf)
            .Distinct();
    }

    private static bool IsOnCalendar(long moment) => moment >= s_first && moment < s_last;
}
