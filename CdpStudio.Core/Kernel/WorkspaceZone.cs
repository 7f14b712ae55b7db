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
