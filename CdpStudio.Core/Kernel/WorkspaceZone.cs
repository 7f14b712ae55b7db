using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using NodaTime;
using NodaTime.TimeZones;

namespace CdpStudio.Core.Kernel;

/// <summary>
/// The workspace's local time. A local time that comes twice is its first, one that is skipped moves on by the gap, and a day
/// begins at its first existing moment. Moments are milliseconds since the Unix epoch, UTC.
/// </summary>
public sealed class WorkspaceZone
{
    private readonly DateTimeZone _zone;

    private WorkspaceZone(DateTimeZone zone) => _zone = zone;

    public static WorkspaceZone Utc { get; } = new(DateTimeZone.Utc);

    /// <summary>Every IANA name, in order.</summary>
    public static IReadOnlyList<string> Names => DateTimeZoneProviders.Tzdb.Ids;

    /// <summary>The IANA name.</summary>
    public string Name => _zone.Id;

    /// <param name="name">An IANA name, letter for letter, such as <c>Europe/Berlin</c>.</param>
    public static bool TryFind(string name, [NotNullWhen(true)] out WorkspaceZone? zone)
    {
        // The provider also makes up fixed zones for names such as UTC+3; only the listed ones are IANA's.
        zone = DateTimeZoneProviders.Tzdb.Ids.Contains(name) ? new WorkspaceZone(DateTimeZoneProviders.Tzdb[name]) : null;
        return zone is not null;
    }

    /// <summary>The wall clock at a moment, of unspecified kind.</summary>
    public DateTime Local(long moment) =>
        DateTime.SpecifyKind(EpochTime.ToUtc(moment + OffsetAt(moment)), DateTimeKind.Unspecified);

    public DateOnly Day(long moment) => DateOnly.FromDateTime(Local(moment));

    /// <summary>The moment at which the wall clock shows <paramref name="local"/>.</summary>
    public long Moment(DateTime local)
    {
        // Of a double time the early one is the first; in a gap the offset of before carries the time on by the gap's length.
        var offset = _zone.MapLocal(LocalDateTime.FromDateTime(local)).EarlyInterval.WallOffset;
        return EpochTime.FromUtc(local) - offset.Milliseconds;
    }

    /// <summary>A value's moment: a bare date is the first moment of its day.</summary>
    public long Moment(WrittenDate date) => date switch
    {
        WrittenDate.Day day => StartOf(day.Date),
        WrittenDate.Local local => Moment(local.Time),
        WrittenDate.Moment moment => moment.Milliseconds,
        _ => throw new UnreachableException(date.GetType().Name),
    };

    /// <summary>The day's first existing moment; of a day that the zone skipped as a whole, the moment after it.</summary>
    public long StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        var mapping = _zone.MapLocal(LocalDateTime.FromDateTime(midnight));
        return mapping.Count == 0 ? mapping.LateInterval.Start.ToUnixTimeMilliseconds() : Moment(midnight);
    }

    /// <summary>The first moment after the day.</summary>
    public long EndOf(DateOnly day) => day == DateOnly.MaxValue ? EpochTime.Last + 1 : StartOf(day.AddDays(1));

    public long Plus(long moment, Duration length) => Move(moment, length, 1);

    /// <summary>
    /// What the wall clock shows at a moment of a day, as time since its midnight, by every offset that the day has; and at the changes
    /// of clocks on it, before and after.
    /// </summary>
    internal IEnumerable<TimeSpan> WallTimes(DateOnly day, long moment)
    {
        var midnight = EpochTime.FromUtc(day.ToDateTime(TimeOnly.MinValue));
        var clocks = ClocksOf(day);
        return clocks.Select(c => c.From).Skip(1).Append(moment)
            .SelectMany(at => clocks.Select(c => TimeSpan.FromMilliseconds(at + c.Offset - midnight)))
            .Distinct();
    }

    /// <summary>The moments at which a day begins, its clocks are changed, and they show one of the times.</summary>
    internal IEnumerable<long> Moments(DateOnly day, IReadOnlyList<TimeSpan> wallTimes)
    {
        var midnight = EpochTime.FromUtc(day.ToDateTime(TimeOnly.MinValue));
        var clocks = ClocksOf(day);
        return clocks.Skip(1).Select(c => c.From)
            .Append(StartOf(day))
            .Concat(wallTimes.SelectMany(time => clocks.Select(c => midnight + (long)time.TotalMilliseconds - c.Offset)))
            .Distinct();
    }

    /// <summary>The offsets of a day and its neighbours' nights, each with its first moment.</summary>
    private List<(long From, long Offset)> ClocksOf(DateOnly day)
    {
        var (from, end) = (StartOf(day.AddDays(-1)), StartOf(day.AddDays(2)));
        return
        [
            .. _zone.GetZoneIntervals(Instant.FromUnixTimeMilliseconds(from), Instant.FromUnixTimeMilliseconds(end))
                .Select(i => (i.HasStart ? i.Start.ToUnixTimeMilliseconds() : from, (long)i.WallOffset.Milliseconds)),
        ];
    }

    public long Minus(long moment, Duration length) => Move(moment, length, -1);

    private long Move(long moment, Duration length, int direction)
    {
        if (length.FixedMilliseconds is { } milliseconds) return moment + (direction * milliseconds);

        var months = direction * (int)length.Amount * (length.Unit == DurationUnit.Years ? 12 : 1);
        var local = Local(moment);
        var monthsSinceYearOne = ((local.Year - 1) * 12) + local.Month - 1 + months;
        if (monthsSinceYearOne < 0) return EpochTime.First;
        if (monthsSinceYearOne >= 9999 * 12) return EpochTime.Last + 1;

        // AddMonths takes the month's last day where the day does not exist.
        return Moment(local.AddMonths(months));
    }

    private long OffsetAt(long moment) =>
        _zone.GetUtcOffset(Instant.FromUnixTimeMilliseconds(Math.Clamp(moment, EpochTime.First, EpochTime.Last))).Milliseconds;
}
