using CdpStudio.Core.Kernel;

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
    public sealed record Range(WrittenDate? From, WrittenDate? To) : Window;

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
