using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using NodaTime;
using Duration = CdpStudio.Core.Kernel.Duration;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>One moment in one zone, and all that the language says about time. Moments are milliseconds since the Unix epoch.</summary>
internal sealed partial class ReferenceClock(string zone, long now)
{
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb[zone];

    public long Now { get; } = now;

    public LocalDate Today => Local(Now).Date;

    public LocalDateTime Local(long moment) => Instant.FromUnixTimeMilliseconds(moment).InZone(_zone).LocalDateTime;

    /// <summary>A time that comes twice is its first; one that is skipped moves on by the gap.</summary>
    public long Moment(LocalDateTime local)
    {
        var mapping = _zone.MapLocal(local);
        if (mapping.Count > 0) return mapping.First().ToInstant().ToUnixTimeMilliseconds();

        var gap = mapping.LateInterval.WallOffset - mapping.EarlyInterval.WallOffset;
        return Moment(local.PlusSeconds(gap.Seconds));
    }

    /// <summary>A day begins at its first existing moment.</summary>
    public long StartOf(LocalDate day)
    {
        var midnight = _zone.MapLocal(day.AtMidnight());
        var start = midnight.Count > 0 ? midnight.First().ToInstant() : midnight.LateInterval.Start;
        return start.ToUnixTimeMilliseconds();
    }

    public long After(long moment, Duration length) => Moved(moment, length, 1);

    public long Before(long moment, Duration length) => Moved(moment, length, -1);

    /// <summary>The first moment that a rule's date names.</summary>
    public long StartOf(WrittenDate date) => date switch
    {
        WrittenDate.Day day => StartOf(LocalDate.FromDateOnly(day.Date)),
        WrittenDate.Local local => Moment(LocalDateTime.FromDateTime(local.Time)),
        WrittenDate.Moment moment => moment.Milliseconds,
        _ => throw new UnreachableException(date.GetType().Name),
    };

    /// <summary>The local day that a rule's date names or lies in.</summary>
    public LocalDate DayOf(WrittenDate date) => date is WrittenDate.Day day ? LocalDate.FromDateOnly(day.Date) : Local(StartOf(date)).Date;

    /// <summary>A date as values write it; null where the text is none.</summary>
    public long? ReadDate(string text)
    {
        var match = DateForm().Match(text);
        if (!match.Success) return null;
        if (!TryDay(match, out var day)) return null;
        if (!match.Groups["hour"].Success) return StartOf(day);

        var (hour, minute, second) = (Digits(match, "hour"), Digits(match, "minute"), Digits(match, "second"));
        if (hour > 23 || minute > 59 || second > 59) return null;

        var milliseconds = Digits(match.Groups["fraction"].Value.PadRight(3, '0')[..3]);
        var local = day.At(new LocalTime(hour, minute, second, milliseconds));
        if (match.Groups["utc"].Success) return local.InUtc().ToInstant().ToUnixTimeMilliseconds();
        if (!match.Groups["sign"].Success) return Moment(local);

        var offset = (Digits(match, "offsetHours") * 60) + Digits(match, "offsetMinutes");
        if (Digits(match, "offsetMinutes") > 59 || Digits(match, "offsetHours") > 23) return null;
        if (match.Groups["sign"].Value == "-") offset = -offset;
        return local.InUtc().ToInstant().ToUnixTimeMilliseconds() - (offset * 60_000L);
    }

    private static bool TryDay(Match match, out LocalDate day)
    {
        var (year, month, date) = (Digits(match, "year"), Digits(match, "month"), Digits(match, "day"));
        var exists = year >= 1 && month is >= 1 and <= 12 && date >= 1 && date <= CalendarSystem.Iso.GetDaysInMonth(year, month);
        day = exists ? new LocalDate(year, month, date) : default;
        return exists;
    }

    private static int Digits(Match match, string group) => match.Groups[group].Success ? Digits(match.Groups[group].Value) : 0;

    private static int Digits(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private long Moved(long moment, Duration length, int direction)
    {
        var amount = direction * length.Amount;
        return length.Unit switch
        {
            DurationUnit.Seconds => moment + (amount * 1_000L),
            DurationUnit.Minutes => moment + (amount * 60_000L),
            DurationUnit.Hours => moment + (amount * 3_600_000L),
            DurationUnit.Days => moment + (amount * 86_400_000L),
            DurationUnit.Weeks => moment + (amount * 7 * 86_400_000L),
            DurationUnit.Months => Moment(Local(moment).PlusMonths((int)amount)),
            DurationUnit.Years => Moment(Local(moment).PlusYears((int)amount)),
            _ => throw new UnreachableException(length.Unit.ToString()),
        };
    }

    [GeneratedRegex(
        @"\A(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})" +
        @"([T ](?<hour>[0-9]{2}):(?<minute>[0-9]{2})(:(?<second>[0-9]{2})(\.(?<fraction>[0-9]+))?)?" +
        @"((?<utc>Z)|(?<sign>[+-])(?<offsetHours>[0-9]{2}):?(?<offsetMinutes>[0-9]{2}))?)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex DateForm();
}
