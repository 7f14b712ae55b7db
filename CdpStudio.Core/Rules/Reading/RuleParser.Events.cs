using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules.Reading;

internal sealed partial class RuleParser
{
    /// <summary>Whole periods that may be looked back at: 100 years of them, as for durations.</summary>
    private static readonly Dictionary<CalendarPeriod, int> s_maxPeriods = new()
    {
        [CalendarPeriod.Day] = 36525,
        [CalendarPeriod.Week] = 5217,
        [CalendarPeriod.Month] = 1200,
    };

    private static readonly Dictionary<string, CalendarPeriod> s_periods = new()
    {
        ["day"] = CalendarPeriod.Day,
        ["week"] = CalendarPeriod.Week,
        ["month"] = CalendarPeriod.Month,
    };

    private static readonly Dictionary<string, bool> s_picks = new() { ["first"] = false, ["last"] = true };

    private static readonly Dictionary<string, PropertyMeasure?> s_measures = new()
    {
        ["count"] = null,
        ["sum"] = PropertyMeasure.Sum,
        ["avg"] = PropertyMeasure.Average,
        ["min"] = PropertyMeasure.Minimum,
        ["max"] = PropertyMeasure.Maximum,
        ["distinct"] = PropertyMeasure.Distinct,
        ["first"] = null,
        ["last"] = null,
        ["firstValue"] = PropertyMeasure.FirstValue,
        ["lastValue"] = PropertyMeasure.LastValue,
        ["mostFrequent"] = PropertyMeasure.MostFrequent,
        ["days"] = null,
    };

    private Rule.Did Did(JsonMembers members)
    {
        members.Only("event", "where", "during", "measure", "of", "op", "value");
        var events = Events(members);
        var window = OptionalWindow(members);
        var (measure, test) = MeasureAndTest(members);
        return new Rule.Did(Measured(members, measure, events), window, measure, test);
    }

    private Rule.Picked Picked(JsonMembers members)
    {
        members.Only("event", "where", "during", "pick", "having");
        var events = Events(members);
        return new Rule.Picked(events, OptionalWindow(members), members.Required("pick").Word(s_picks), Filters(members.Required("having")));
    }

    private Rule.Sequence Sequence(JsonMembers members)
    {
        var place = members.Required("sequence");
        var places = place.Items("steps");
        if (places.Count == 0) throw place.Refusal("has to hold at least one step.");

        var steps = places.Select((step, index) => Step(step, isFirst: index == 0)).ToList();
        return new Rule.Sequence(steps, OptionalWindow(members), members.Find("same") is { } same ? Path(same) : null);
    }

    private SequenceStep Step(JsonPlace place, bool isFirst)
    {
        var members = JsonMembers.Of(place, "a step").Only("event", "where", "within", "absent");
        var events = Events(members);
        var absent = members.Find("absent");
        absent?.True();
        if (isFirst && absent is { } at) throw at.Refusal("cannot be asked of the first step: there is no event before it to count from.");
        if (isFirst && members.Find("within") is { } bound) throw bound.Refusal("cannot stand at the first step; the window of the sequence bounds it.");

        var within = absent is null ? members.Find("within") : members.Required("within");
        return new SequenceStep(events, within?.Duration(), absent is not null);
    }

    private Rule.Regularly Regularly(JsonMembers members)
    {
        var inner = JsonMembers.Of(members.Required("regularly"), "a test of events").Only("event", "where", "measure", "of", "op", "value");
        var events = Events(inner);
        var (measure, test) = MeasureAndTest(inner);
        var period = members.Required("period").Word(s_periods);
        var ofLast = members.Required("ofLast").Whole(1, s_maxPeriods[period]);
        return new Rule.Regularly(Measured(inner, measure, events), measure, test, members.Required("periods").Whole(1, ofLast), ofLast, period);
    }

    private EventMatch Events(JsonMembers members)
    {
        var place = members.Required("event");
        var name = place.Text("the name of an event");
        if (!vocabulary.KnowsEvent(EventPattern.Of(name))) Warn(place, "is an event that is neither declared nor ever seen; nobody did it.");

        return new EventMatch(name, members.Find("where") is { } where ? Filters(where) : []);
    }

    /// <summary>A measure of the events themselves may name a property too, and then it leaves out events that lack it.</summary>
    private EventMatch Measured(JsonMembers members, Measure measure, EventMatch events) =>
        measure is not Rules.Measure.OfProperty && members.Find("of") is { } of
            ? events with { Where = [.. events.Where, new Filter.Property(Path(of), new Test.Exists())] }
            : events;

    private (Measure Measure, Test Test) MeasureAndTest(JsonMembers members)
    {
        var name = members.Find("measure") is { } place ? place.Word(s_measures.Keys.ToDictionary(m => m)) : "count";
        var measure = Measure(members, name);
        var subject = TestSubject.Of(measure);
        if (members.Has("op")) return (measure, Test(members, subject));
        if (subject.Type != DataType.Number || members.Has("value")) members.Required("op");

        return (measure, new Test.Compare(NumberOperator.GreaterOrEqual, 1));
    }

    private Measure Measure(JsonMembers members, string name)
    {
        if (s_measures[name] is { } kind) return new Measure.OfProperty(kind, Path(members.Required("of")));

        return name switch
        {
            "count" => new Measure.Count(),
            "days" => new Measure.Days(),
            "first" => new Measure.Time(Last: false),
            "last" => new Measure.Time(Last: true),
            _ => throw new System.Diagnostics.UnreachableException(name),
        };
    }

    private List<Filter> Filters(JsonPlace place) => [.. place.Items("filters").Select(filter => Filter(filter, level: 1))];

    private Filter Filter(JsonPlace place, int level)
    {
        if (level > MaxLevels) throw place.Refusal($"is nested too deeply: filters have at most {MaxLevels} levels.");

        var members = JsonMembers.Of(place, "a filter");
        return Kind(place, members, ["property", "all", "any", "not"]) switch
        {
            "all" => new Filter.All(Nested(members.Only("all").Required("all"))),
            "any" => new Filter.Any(Nested(members.Only("any").Required("any"))),
            "not" => new Filter.Not(Filter(members.Only("not").Required("not"), level + 1)),
            _ => Property(),
        };

        List<Filter> Nested(JsonPlace list) => [.. list.Items("filters").Select(filter => Filter(filter, level + 1))];

        Filter.Property Property()
        {
            CountCondition(place);
            members.Only("property", "op", "value");
            return new Filter.Property(Path(members.Required("property")), Test(members, TestSubject.OfProperty));
        }
    }

    private string Path(JsonPlace place)
    {
        var path = place.Text("the name of a property");
        if (EventTime.Of(path) is null && !vocabulary.KnowsProperty(path))
            Warn(place, "is a property that is neither declared nor ever seen; it counts as missing.");

        return path;
    }
}
