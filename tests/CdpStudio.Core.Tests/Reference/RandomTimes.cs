using System.Globalization;
using NodaTime;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Moments where mistakes hide: the ends of windows and days, the hours that come twice or never, and equal ones.</summary>
public sealed class RandomTimes
{
    private static readonly string[] s_zones = ["Europe/Berlin", "America/New_York", "Asia/Tehran", "Australia/Lord_Howe", "UTC"];

    private static readonly Duration[] s_lengths = [.. new[] { 1, 7, 30, 60, 90, 365 }.Select(d => Duration.FromDays(d))];

    private readonly Dice _dice;
    private readonly DateTimeZone _zone;
    private readonly Instant[] _edges;
    private Instant _last;

    public RandomTimes(Dice dice)
    {
        _dice = dice;
        Zone = dice.Pick(s_zones);
        _zone = DateTimeZoneProviders.Tzdb[Zone];

        // Tehran gave up its summer time in 2022, so its edges lie before.
        var year = Zone == "Asia/Tehran" ? dice.Number(2018, 2023) : dice.Number(2022, 2027);
        var days = new LocalDate(year, 1, 1).At(new LocalTime(dice.Number(0, 24), dice.Number(0, 60), dice.Number(0, 60)));
        var now = _zone.AtLeniently(days.PlusDays(dice.Number(0, 366))).ToInstant();
        var turns = Turns(now).ToArray();
        if (turns.Length > 0 && dice.Chance(40)) now = dice.Pick(turns) + dice.Pick<Duration>([.. s_lengths, Duration.Zero, Duration.FromHours(1)]);
        if (dice.Chance(25)) now = Midnight(now);

        Now = now + Duration.FromMilliseconds(dice.Pick(0, 0, 1, 999));
        _edges = [.. Turns(Now), Now, Midnight(Now), .. s_lengths.Select(l => Now - l), .. s_lengths.Select(l => Midnight(Now - l)), MonthAgo(Now, 1), MonthAgo(Now, 12)];
        _last = Now;
    }

    public string Zone { get; }

    public Instant Now { get; }

    public long NowMilliseconds => Now.ToUnixTimeMilliseconds();

    /// <summary>Mostly within the last year, seldom in the future.</summary>
    public long Draw()
    {
        _last = _dice.Number(0, 100) switch
        {
            < 10 => _last,
            < 35 => _dice.Pick(_edges) + Duration.FromMilliseconds(_dice.Pick(-1, 0, 0, 1)),
            < 40 => Now + Duration.FromMilliseconds(_dice.Long(1, 20L * 86_400_000)),
            < 60 => Now - Duration.FromMilliseconds(_dice.Long(0, 40L * 86_400_000)),
            _ => Now - Duration.FromMilliseconds(_dice.Long(0, 420L * 86_400_000)),
        };
        return _last.ToUnixTimeMilliseconds();
    }

    /// <summary>A moment written in one of the ways that values write dates.</summary>
    public string Write(long milliseconds)
    {
        var moment = Instant.FromUnixTimeMilliseconds(milliseconds);
        var local = moment.InZone(_zone).LocalDateTime;
        return _dice.Number(0, 7) switch
        {
            0 => Text(moment.InUtc().LocalDateTime, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
            1 => Text(moment.InUtc().LocalDateTime, "yyyy-MM-dd HH:mm'Z'"),
            2 => Text(moment.InUtc().LocalDateTime.PlusMinutes(330), "yyyy-MM-dd'T'HH:mm:ss.fff'+05:30'"),
            3 => Text(moment.InUtc().LocalDateTime.PlusHours(-7), "yyyy-MM-dd'T'HH:mm:ss'-0700'"),
            4 => Text(local, "yyyy-MM-dd'T'HH:mm:ss"),
            5 => Text(local, "yyyy-MM-dd HH:mm:ss.ffffff"),
            _ => Text(local, "yyyy-MM-dd"),
        };
    }

    private static string Text(LocalDateTime time, string form) => time.ToDateTimeUnspecified().ToString(form, CultureInfo.InvariantCulture);

    private Instant Midnight(Instant moment) => _zone.AtStartOfDay(moment.InZone(_zone).Date).ToInstant();

    private Instant MonthAgo(Instant moment, int months) => _zone.AtLeniently(moment.InZone(_zone).LocalDateTime.PlusMonths(-months)).ToInstant();

    /// <summary>Where the clocks changed in the year before.</summary>
    private IEnumerable<Instant> Turns(Instant moment) =>
        _zone.GetZoneIntervals(moment - Duration.FromDays(400), moment).Where(i => i.HasStart).Select(i => i.Start).Where(i => i > moment - Duration.FromDays(400));
}
