using System.Diagnostics;

namespace CdpStudio.Core.Rules.Sentences;

public sealed partial class RuleSentence
{
    private string Did(EventMatch match, Window during, Measure measure, Test test) => measure switch
    {
        Measure.Count => In(during, Counted("Count", Events(match), test)),
        Measure.Days => In(during, Counted("Days", Events(match), test)),
        Measure.Time time => texts[time.Last ? "LastTime" : "FirstTime", EventsIn(match, during), Predicate(test)],
        Measure.OfProperty of => texts["MeasureIs", texts["Measure" + of.Kind, Property(of.Path), EventsIn(match, during)].Value, Predicate(test)],
        _ => throw new UnreachableException(measure.GetType().Name),
    };

    private string In(Window during, string clause) =>
        during is Window.Always ? clause : texts["ClauseIn", clause, WindowOf(during)];

    /// <summary>How often, or on how many days, in the words that people use for the common tests.</summary>
    private string Counted(string what, string events, Test test) => test switch
    {
        Test.Compare { Operator: NumberOperator.GreaterOrEqual, Operand: 1 } or Test.Compare { Operator: NumberOperator.Greater, Operand: 0 } => texts["DidOnce", events],
        Test.Compare { Operator: NumberOperator.Less, Operand: 1 } or Test.Compare { Operator: NumberOperator.LessOrEqual, Operand: 0 } => texts["DidNot", events],
        Test.Equal { Value: RuleValue.Number { Value: 0 }, Negated: false } => texts["DidNot", events],
        Test.Compare compare => Plural($"{what}{compare.Operator}", compare.Operand, events),
        Test.Equal { Value: RuleValue.Number number, Negated: false } => Plural(what + "Equal", number.Value, events),
        _ => texts[what + "Is", events, Predicate(test)],
    };

    private string Picked(Rule.Picked picked)
    {
        var events = EventsIn(picked.Events, picked.During);
        return picked.Having.Count == 0
            ? texts["DidOnce", events]
            : texts[picked.Last ? "LastHas" : "FirstHas", events, Join("And", picked.Having.Select(Filter))];
    }

    private string Regularly(Rule.Regularly regularly) => texts[
        $"Regularly{regularly.Period}",
        Did(regularly.Events, new Window.Always(), regularly.Measure, regularly.Test),
        Plain(regularly.Periods),
        Plain(regularly.OfLast)];

    private string Sequence(Rule.Sequence sequence)
    {
        var steps = Join("Steps", sequence.Steps.Select(Step));
        var starting = sequence.During is Window.Always ? steps : texts["SequenceStarting", steps, WindowOf(sequence.During)];
        return texts["Sequence", sequence.Same is null ? starting : texts["SequenceSame", starting, Property(sequence.Same)].Value];
    }

    private string Step(SequenceStep step) => step switch
    {
        { Within: null } => Events(step.Events),
        { Absent: true } => texts["StepAbsent", Events(step.Events), Length(step.Within)],
        _ => texts["StepWithin", Events(step.Events), Length(step.Within)],
    };

    private string EventsIn(EventMatch match, Window during) =>
        during is Window.Always ? Events(match) : texts["EventsIn", Events(match), WindowOf(during)];

    private string Events(EventMatch match)
    {
        var name = match.Name switch
        {
            "*" => texts["AnyEvent"],
            [.. var prefix, '*'] => texts["EventsBeginning", Name(prefix)],
            var exact => Name(labels.Event(exact)),
        };
        return match.Where.Count == 0 ? name : texts["EventsWhere", name, Join("And", match.Where.Select(Filter))];
    }

    private string Filter(Filter filter) => filter switch
    {
        Filter.Property property => texts["PropertyIs", Property(property.Path), Predicate(property.Test)],
        Filter.All { Filters.Count: 0 } => texts["AlwaysTrue"],
        Filter.Any { Filters.Count: 0 } => texts["NeverTrue"],
        Filter.All all => Nested("And", all.Filters),
        Filter.Any any => Nested("Or", any.Filters),
        Filter.Not not => texts["FilterNot", Filter(not.Inner)],
        _ => throw new UnreachableException(filter.GetType().Name),
    };

    private string Nested(string list, IReadOnlyList<Filter> filters) =>
        filters is [var only] ? Filter(only) : texts["Brackets", Join(list, filters.Select(Filter))];

    private string Property(string path) =>
        EventTime.Of(path) is { } part ? texts[$"EventTime{part}"] : Name(labels.Property(path));
}
