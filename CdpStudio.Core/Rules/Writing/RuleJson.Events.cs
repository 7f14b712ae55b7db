using System.Diagnostics;

namespace CdpStudio.Core.Rules.Writing;

internal sealed partial class RuleJson
{
    private void Events(EventMatch events, Window? during = null)
    {
        json.WriteString("event", events.Name);
        if (events.Where.Count > 0) List("where", events.Where, Filter);
        if (during is not null) During(during);
    }

    private void Picked(Rule.Picked picked)
    {
        Events(picked.Events, picked.During);
        json.WriteString("pick", picked.Last ? "last" : "first");
        List("having", picked.Having, Filter);
    }

    private void Sequence(Rule.Sequence sequence)
    {
        List("sequence", sequence.Steps, Step);
        During(sequence.During);
        if (sequence.Same is not null) json.WriteString("same", sequence.Same);
    }

    private void Step(SequenceStep step)
    {
        json.WriteStartObject();
        Events(step.Events);
        if (step.Absent) json.WriteBoolean("absent", true);
        if (step.Within is not null) json.WriteString("within", step.Within.ToString());
        json.WriteEndObject();
    }

    private void Regularly(Rule.Regularly regularly)
    {
        json.WriteStartObject("regularly");
        Events(regularly.Events);
        MeasureAndTest(regularly.Measure, regularly.Test);
        json.WriteEndObject();
        json.WriteNumber("periods", regularly.Periods);
        json.WriteNumber("ofLast", regularly.OfLast);
        json.WriteString("period", Camel(regularly.Period));
    }

    private void MeasureAndTest(Measure measure, Test test)
    {
        json.WriteString("measure", MeasureName(measure));
        if (measure is Measure.OfProperty of) json.WriteString("of", of.Path);
        Test(test);
    }

    private static string MeasureName(Measure measure) => measure switch
    {
        Measure.Count => "count",
        Measure.Days => "days",
        Measure.Time time => time.Last ? "last" : "first",
        Measure.OfProperty { Kind: PropertyMeasure.Sum } => "sum",
        Measure.OfProperty { Kind: PropertyMeasure.Average } => "avg",
        Measure.OfProperty { Kind: PropertyMeasure.Minimum } => "min",
        Measure.OfProperty { Kind: PropertyMeasure.Maximum } => "max",
        Measure.OfProperty { Kind: PropertyMeasure.Distinct } => "distinct",
        Measure.OfProperty { Kind: PropertyMeasure.FirstValue } => "firstValue",
        Measure.OfProperty { Kind: PropertyMeasure.LastValue } => "lastValue",
        Measure.OfProperty { Kind: PropertyMeasure.MostFrequent } => "mostFrequent",
        _ => throw new UnreachableException(measure.ToString()),
    };

    private void Filter(Filter filter)
    {
        json.WriteStartObject();
        switch (filter)
        {
            case Filter.All all: List("all", all.Filters, Filter); break;
            case Filter.Any any: List("any", any.Filters, Filter); break;
            case Filter.Not not: json.WritePropertyName("not"); Filter(not.Inner); break;
            case Filter.Property property: json.WriteString("property", property.Path); Test(property.Test); break;
            default: throw new UnreachableException(filter.GetType().Name);
        }

        json.WriteEndObject();
    }

    private void During(Window window)
    {
        if (window is not Window.Always) WindowMember("during", window);
    }

    private void WindowMember(string name, Window window)
    {
        json.WriteStartObject(name);
        switch (window)
        {
            case Window.Last last: json.WriteString("last", last.Length.ToString()); break;
            case Window.Range range: Range(range); break;
            case Window.Ago ago: List("between", [ago.Older, ago.Newer], length => json.WriteStringValue(length.ToString())); break;
            case Window.Calendar calendar: json.WriteString("calendar", Camel(calendar.Period)); break;
            case Window.Since since: Since(since); break;
            // No text means always, so it stands only where a window may be left out.
            default: throw new UnreachableException(window.GetType().Name);
        }

        json.WriteEndObject();
    }

    private void Range(Window.Range range)
    {
        if (range.From is not null) json.WriteString("from", range.From.ToString());
        if (range.To is not null) json.WriteString("to", range.To.ToString());
    }

    private void Since(Window.Since since)
    {
        json.WriteString("since", since.Attribute);
        if (since.Within is not null) json.WriteString("within", since.Within.ToString());
    }
}
