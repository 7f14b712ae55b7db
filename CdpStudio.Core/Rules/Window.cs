namespace CdpStudio.Core.Rules;

/// <summary>When an event, a change or a move counts.</summary>
public abstract record Window
{
    private Window()
    {
    }

    public sealed record Always : Window;

    /// <summary>now - length &lt; t &lt;= now.</summary>
    public sealed record Last(Duration Length) : Window;

    /// <summary>from &lt;= t &lt; to; null leaves an end open. Bare dates are the starts of their days.</summary>
    public sealed record Range(RuleDate? From, RuleDate? To) : Window;

    /// <summary>now - older &lt; t &lt;= now - newer.</summary>
    public sealed record Ago(Duration Older, Duration Newer) : Window;

    public sealed record Calendar(CalendarRange Period) : Window;

    /// <summary>value &lt;= t &lt; value + within of a datetime attribute; null has no end. Where it is missing nothing matches.</summary>
    public sealed record Since(string Attribute, Duration? Within) : Window;
}

public enum CalendarRange
{
    Today,
    Yesterday,
    ThisWeek,
    LastWeek,
    ThisMonth,
    LastMonth,
    ThisQuarter,
    LastQuarter,
    ThisYear,
    LastYear,
}

public enum DurationUnit
{
    Seconds,
    Minutes,
    Hours,
    Days,
    Weeks,
    Months,
    Years,
}

/// <summary>A whole number from 1 and a unit, at most 100 years. Months and years move the local date; the rest are fixed lengths.</summary>
public sealed record Duration(int Amount, DurationUnit Unit);

/// <summary>A date as a rule writes it.</summary>
public abstract record RuleDate
{
    private RuleDate()
    {
    }

    /// <summary>A bare date: the whole local day of the workspace.</summary>
    public sealed record Day(DateOnly Date) : RuleDate;

    /// <summary>A time without an offset: local time of the workspace.</summary>
    public sealed record Local(DateTime Time) : RuleDate;

    /// <param name="Milliseconds">Since the Unix epoch, UTC.</param>
    public sealed record Moment(long Milliseconds) : RuleDate;
}
