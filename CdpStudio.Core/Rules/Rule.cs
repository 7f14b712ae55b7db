using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules;

/// <summary>
/// Who belongs: the audience rule language, version 1, as a closed set of cases. Every consumer switches over all of them.
/// The reader refuses what the language does not allow, so a rule that exists is well formed.
/// </summary>
public abstract record Rule
{
    private Rule()
    {
    }

    public sealed record Everyone : Rule;

    public sealed record All(IReadOnlyList<Rule> Rules) : Rule;

    public sealed record Any(IReadOnlyList<Rule> Rules) : Rule;

    public sealed record Not(Rule Inner) : Rule;

    /// <param name="Count">From 1 to the count of <paramref name="Of"/>.</param>
    public sealed record AtLeast(int Count, IReadOnlyList<Rule> Of) : Rule;

    /// <param name="For">The test held for that long up to now; null asks for now only.</param>
    public sealed record Attribute(string Name, Test Test, Duration? For = null) : Rule;

    /// <param name="From">Null leaves the old value open.</param>
    /// <param name="To">Null leaves the new value open.</param>
    public sealed record Changed(string Name, Window During, ChangeEnd? From, ChangeEnd? To) : Rule;

    /// <summary>The measure over the matching events passes the test.</summary>
    public sealed record Did(EventMatch Events, Window During, Measure Measure, Test Test) : Rule;

    /// <summary>There is a first or last matching event and it passes every filter of <paramref name="Having"/>.</summary>
    public sealed record Picked(EventMatch Events, Window During, bool Last, IReadOnlyList<Filter> Having) : Rule;

    /// <param name="Same">Property that has one equal value in all matched events; null asks for none.</param>
    public sealed record Sequence(IReadOnlyList<SequenceStep> Steps, Window During, string? Same) : Rule;

    /// <summary>The test passed in at least <paramref name="Periods"/> of the last <paramref name="OfLast"/> whole periods.</summary>
    public sealed record Regularly(EventMatch Events, Measure Measure, Test Test, int Periods, int OfLast, CalendarPeriod Period) : Rule;

    public sealed record Segment(string Key, Membership? Membership = null) : Rule;

    public sealed record Tag(string Key, Membership? Membership = null) : Rule;

    public sealed record List(string Key, Membership? Membership = null) : Rule;

    /// <param name="Topic">Null means the channel as a whole.</param>
    public sealed record Consent(string Channel, string? Topic, ConsentState Is) : Rule;

    public sealed record Reachable(string Channel) : Rule;

    public sealed record Identifier(string Namespace, Test Test) : Rule;

    public sealed record Journey(string Key, JourneyState State) : Rule;

    /// <param name="Latitude">Degrees, -90 to 90.</param>
    /// <param name="Longitude">Degrees, -180 to 180.</param>
    public sealed record Geo(string Location, double Latitude, double Longitude, double Kilometres) : Rule;

    /// <param name="Percent">0 to 100 with up to 4 decimals.</param>
    public sealed record Sample(decimal Percent, string Salt) : Rule;
}

/// <summary>One end of an attribute's change: a value, or missing.</summary>
/// <param name="Value">Null means missing.</param>
public sealed record ChangeEnd(RuleValue? Value)
{
    /// <summary>The end as an attribute's type takes it: a rule read before the attribute was a datetime holds its date as text.</summary>
    public ChangeEnd As(DataType? type) =>
        type == DataType.DateTime && Value is RuleValue.Text text && WrittenDate.TryParse(text.Value, out var date)
            ? new ChangeEnd(new RuleValue.Date(date))
            : this;
}

public enum ConsentState
{
    Subscribed,
    Unsubscribed,
    Unknown,
}

public enum JourneyState
{
    Active,
    Completed,
    Exited,
    Never,
}

/// <summary>A condition on when a membership began or ended.</summary>
public abstract record Membership
{
    private Membership()
    {
    }

    public sealed record Entered(Window During) : Membership;

    public sealed record Left(Window During) : Membership;

    public sealed record For(Duration Length) : Membership;
}
