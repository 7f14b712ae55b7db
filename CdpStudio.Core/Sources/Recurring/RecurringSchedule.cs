using System.Diagnostics;
using System.Globalization;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Sources.Recurring;

/// <summary>When a place is looked at. Stored as the text of <see cref="Write"/>: forms are added to and never changed.</summary>
public abstract record RecurringSchedule
{
    public const int MinMinutes = 1;
    public const int MaxMinutes = 7 * 24 * 60;

    private static readonly string[] s_days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private RecurringSchedule()
    {
    }

    public sealed record Every(int Minutes) : RecurringSchedule;

    /// <summary>At a time of the workspace's wall clock.</summary>
    /// <param name="Days">At least one; all of them is daily.</param>
    public sealed record At(TimeOnly Time, DaysOfWeek Days) : RecurringSchedule;

    /// <summary>The first time behind a moment. A wall-clock time that a day skips is its first one behind the gap; one that comes twice is its first.</summary>
    public DateTimeOffset Next(DateTimeOffset after, WorkspaceZone zone)
    {
        if (this is Every every) return after.AddMinutes(every.Minutes);

        var at = (At)this;
        var moment = after.ToUnixTimeMilliseconds();
        for (var day = zone.Day(moment); ; day = day.AddDays(1))
        {
            if (!at.Days.HasFlag(FlagOf(day.DayOfWeek))) continue;
            if (zone.Moment(day.ToDateTime(at.Time)) is var due && due > moment) return DateTimeOffset.FromUnixTimeMilliseconds(due);
        }
    }

    public string Write() => this switch
    {
        Every every => string.Create(CultureInfo.InvariantCulture, $"every {every.Minutes}"),
        At at => string.Create(CultureInfo.InvariantCulture, $"at {at.Time:HH:mm} {string.Join(',', s_days.Where((_, d) => at.Days.HasFlag(FlagOf((DayOfWeek)d))))}"),
        _ => throw new UnreachableException(GetType().Name),
    };

    /// <summary>Null when the text is no schedule.</summary>
    public static RecurringSchedule? Read(string text) => text.Split(' ') switch
    {
        ["every", var minutes] when int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= MinMinutes and <= MaxMinutes =>
            new Every(number),
        ["at", var time, var days] when TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && ReadDays(days) is { } flags =>
            new At(at, flags),
        _ => null,
    };

    private static DaysOfWeek? ReadDays(string text)
    {
        var days = text.Split(',').Select(d => Array.IndexOf(s_days, d)).ToList();
        return days.Contains(-1) ? null : days.Aggregate(DaysOfWeek.None, (flags, d) => flags | FlagOf((DayOfWeek)d));
    }

    public static DaysOfWeek FlagOf(DayOfWeek day) => (DaysOfWeek)(1 << (int)day);
}

/// <summary>One bit per day, Sunday's the lowest.</summary>
[Flags]
public enum DaysOfWeek
{
    None = 0,
    Sunday = 1,
    Monday = 2,
    Tuesday = 4,
    Wednesday = 8,
    Thursday = 16,
    Friday = 32,
    Saturday = 64,
    All = 127,
}
