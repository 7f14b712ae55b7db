using System.Diagnostics;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Whether a measure over matching events passes a test.</summary>
internal static class ReferenceMeasures
{
    /// <param name="events">The matching events in the profile's order.</param>
    /// <param name="property">The typed value of a property of an event.</param>
    public static bool Passes(
        Measure measure, Test test, IReadOnlyList<Fact.Event> events, Func<Fact.Event, string, ReferenceValue> property, ReferenceClock clock)
    {
        if (measure is not Measure.OfProperty { Kind: PropertyMeasure.Average } average)
            return ReferenceOperators.Passes(test, Value(measure, events, property, clock), clock);

        var numbers = Numbers(Values(average.Path, events, property));
        return AveragePasses(test, numbers.Sum(), numbers.Count);
    }

    private static ReferenceValue Value(
        Measure measure, IReadOnlyList<Fact.Event> events, Func<Fact.Event, string, ReferenceValue> property, ReferenceClock clock) =>
        measure switch
        {
            Measure.Count => new ReferenceValue.Number(events.Count),
            Measure.Days => new ReferenceValue.Number(events.Select(e => clock.Local(e.Timestamp).Date).Distinct().Count()),
            Measure.Time => events.Count == 0
                ? ReferenceValue.None
                : new ReferenceValue.Moment(((Measure.Time)measure).Last ? events[^1].Timestamp : events[0].Timestamp),
            Measure.OfProperty m => OfProperty(m.Kind, Values(m.Path, events, property)),
            _ => throw new UnreachableException(measure.GetType().Name),
        };

    private static ReferenceValue OfProperty(PropertyMeasure kind, IReadOnlyList<ReferenceValue> values) => kind switch
    {
        PropertyMeasure.Sum => new ReferenceValue.Number(Numbers(values).Sum()),
        PropertyMeasure.Minimum => Numbers(values) is { Count: > 0 } n ? new ReferenceValue.Number(n.Min()) : ReferenceValue.None,
        PropertyMeasure.Maximum => Numbers(values) is { Count: > 0 } n ? new ReferenceValue.Number(n.Max()) : ReferenceValue.None,
        PropertyMeasure.Distinct => new ReferenceValue.Number(Different(values).Count),
        PropertyMeasure.FirstValue => values is [var first, ..] ? first : ReferenceValue.None,
        PropertyMeasure.LastValue => values is [.., var last] ? last : ReferenceValue.None,
        PropertyMeasure.MostFrequent => MostFrequent(values),
        _ => throw new UnreachableException(kind.ToString()),
    };

    /// <summary>Never divided: sum op value · count. Without a number the average is missing.</summary>
    private static bool AveragePasses(Test test, decimal sum, int count) => test switch
    {
        Test.Exists t => (count == 0) == t.Negated,
        Test.Equal t => (count > 0 && IsAverage(t.Value, sum, count)) != t.Negated,
        Test.OneOf t => (count > 0 && t.Values.Any(v => IsAverage(v, sum, count))) != t.Negated,
        Test.Compare t => count > 0 && ReferenceOperators.NumberPasses(t.Operator, sum, t.Operand * count),
        Test.NumberBetween t => count > 0 && sum >= t.From * count && sum <= t.To * count,
        Test.Text t => t.Negated,
        Test.ListHas t => t.Operator == ListOperator.None,
        _ => false,
    };

    private static bool IsAverage(RuleValue operand, decimal sum, int count) => operand is RuleValue.Number n && sum == n.Value * count;

    /// <summary>Events that lack the property are left out.</summary>
    private static IReadOnlyList<ReferenceValue> Values(
        string path, IReadOnlyList<Fact.Event> events, Func<Fact.Event, string, ReferenceValue> property) =>
        [.. events.Select(e => property(e, path)).Where(v => !v.IsMissing)];

    /// <summary>Every number, those of lists too.</summary>
    private static IReadOnlyList<decimal> Numbers(IReadOnlyList<ReferenceValue> values) =>
        [.. values.SelectMany(v => v is ReferenceValue.List list ? list.Elements : [v]).OfType<ReferenceValue.Number>().Select(n => n.Value)];

    private static List<ReferenceValue> Different(IReadOnlyList<ReferenceValue> values)
    {
        var different = new List<ReferenceValue>();
        foreach (var value in values)
            if (!different.Any(d => ReferenceValue.Same(d, value))) different.Add(value);

        return different;
    }

    /// <summary>Of equally frequent values the one seen last.</summary>
    private static ReferenceValue MostFrequent(IReadOnlyList<ReferenceValue> values) => values
        .Select((value, place) => (value, place, times: values.Count(v => ReferenceValue.Same(v, value))))
        .OrderBy(v => v.times)
        .ThenBy(v => v.place)
        .Select(v => v.value)
        .LastOrDefault() ?? ReferenceValue.None;
}
