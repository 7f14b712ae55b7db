using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules;

/// <summary>Which events count: by name, and by filters that one event must all pass.</summary>
/// <param name="Name">A name, a prefix with a trailing <c>*</c>, or <c>*</c> for any event.</param>
public sealed record EventMatch(string Name, IReadOnlyList<Filter> Where);

/// <summary>A filter over one event's properties, nested as rules are.</summary>
public abstract record Filter
{
    private Filter()
    {
    }

    public sealed record All(IReadOnlyList<Filter> Filters) : Filter;

    public sealed record Any(IReadOnlyList<Filter> Filters) : Filter;

    public sealed record Not(Filter Inner) : Filter;

    /// <param name="Path">A dotted path, or one of <c>$hour $weekday $dayOfMonth $month</c>.</param>
    public sealed record Property(string Path, Test Test) : Filter;
}

/// <summary>What is computed over the matching events. Every measure with a property leaves out events that lack it.</summary>
public abstract record Measure
{
    private Measure()
    {
    }

    public sealed record Count : Measure;

    /// <summary>On how many different local days.</summary>
    public sealed record Days : Measure;

    /// <summary>The time of the first or last matching event, tested with date operators.</summary>
    public sealed record Time(bool Last) : Measure;

    public sealed record OfProperty(PropertyMeasure Kind, string Path) : Measure;
}

public enum PropertyMeasure
{
    Sum,
    Average,
    Minimum,
    Maximum,
    Distinct,
    FirstValue,
    LastValue,
    MostFrequent,
}

/// <param name="Within">At most that long after the step before; always set when <paramref name="Absent"/>.</param>
/// <param name="Absent">No matching event came within that time, and the time has passed.</param>
public sealed record SequenceStep(EventMatch Events, Duration? Within, bool Absent);

public enum CalendarPeriod
{
    Day,
    Week,
    Month,
}
