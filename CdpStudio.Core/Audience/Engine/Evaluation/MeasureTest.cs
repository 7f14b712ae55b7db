using System.Diagnostics;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>A measure over a profile's matching events, with its test.</summary>
internal abstract class MeasureTest
{
    /// <param name="events">In the profile's order.</param>
    public abstract bool Holds(List<Matched> events);

    /// <summary>The measure as JSON text; null when missing.</summary>
    public abstract string? Seen(List<Matched> events);

    public static MeasureTest Of(Measure measure, Test test, long now, WorkspaceZone zone) => measure switch
    {
        Measure.Count => new OfValue(events => new StudioValue.Number(events.Count), new ValueTest(test, now, zone)),
        Measure.Days => new OfValue(events => new StudioValue.Number(events.Select(e => zone.Day(e.Ts)).Distinct().Count()), new ValueTest(test, now, zone)),
        Measure.Time time => new OfValue(
            events => events.Count == 0 ? null : new StudioValue.Moment(events[time.Last ? ^1 : 0].Ts), new ValueTest(test, now, zone)),
        Measure.OfProperty { Kind: PropertyMeasure.Average } => new OfAverage(test),
        Measure.OfProperty property => new OfValue(ValueOf(property.Kind), new ValueTest(test, now, zone)),
        _ => throw new UnreachableException(measure.GetType().Name),
    };

    private static Func<List<Matched>, StudioValue?> ValueOf(PropertyMeasure kind) => kind switch
    {
        PropertyMeasure.Sum => events => new StudioValue.Number(EventNumbers.In(events).Sum()),
        PropertyMeasure.Minimum => events => EventNumbers.In(events).Select(n => (decimal?)n).Min() is { } least ? new StudioValue.Number(least) : null,
        PropertyMeasure.Maximum => events => EventNumbers.In(events).Select(n => (decimal?)n).Max() is { } most ? new StudioValue.Number(most) : null,
        PropertyMeasure.Distinct => events => new StudioValue.Number(Values(events).Select(ValueClass.KeyOf).Distinct().Count()),
        PropertyMeasure.FirstValue => events => Values(events).FirstOrDefault(),
        PropertyMeasure.LastValue => events => Values(events).LastOrDefault(),
        PropertyMeasure.MostFrequent => MostFrequent,
        _ => throw new UnreachableException(kind.ToString()),
    };

    /// <summary>Of equally frequent values the one seen last.</summary>
    private static StudioValue? MostFrequent(List<Matched> events) => Values(events)
        .Select((value, place) => (value, place))
        .GroupBy(v => ValueClass.KeyOf(v.value))
        .MaxBy(g => (g.Count(), g.Last().place))?.Last().value;

    /// <summary>Events that lack the property are left out.</summary>
    private static IEnumerable<StudioValue> Values(List<Matched> events) =>
        events.Select(e => e.Source.Of!.ValueAt(e.Index)).OfType<StudioValue>();

    private sealed class OfValue(Func<List<Matched>, StudioValue?> value, ValueTest test) : MeasureTest
    {
        public override bool Holds(List<Matched> events) => test.Holds(value(events));

        public override string? Seen(List<Matched> events) => ValueText.Of(value(events));
    }

    /// <summary>Tested as sum op value × count, never by dividing.</summary>
    private sealed class OfAverage(Test test) : MeasureTest
    {
        public override bool Holds(List<Matched> events)
        {
            var numbers = EventNumbers.In(events).ToList();
            var (sum, count) = (numbers.Sum(), numbers.Count);
            return test switch
            {
                Test.Exists t => (count == 0) == t.Negated,
                Test.Equal t => (count > 0 && IsAverage(t.Value, sum, count)) != t.Negated,
                Test.OneOf t => (count > 0 && t.Values.Any(v => IsAverage(v, sum, count))) != t.Negated,
                Test.Compare t => count > 0 && Passes(t.Operator, sum, t.Operand * count),
                Test.NumberBetween t => count > 0 && sum >= t.From * count && sum <= t.To * count,
                Test.Text t => t.Negated,
                Test.ListHas t => t.Operator == ListOperator.None,
                _ => false,
            };
        }

        public override string? Seen(List<Matched> events)
        {
            var numbers = EventNumbers.In(events).ToList();
            return numbers.Count == 0 ? null : StudioNumber.ToText(StudioNumber.Round(numbers.Sum() / numbers.Count));
        }

        private static bool IsAverage(RuleValue operand, decimal sum, int count) =>
            operand is RuleValue.Number number && sum == number.Value * count;

        private static bool Passes(NumberOperator comparison, decimal left, decimal right) => comparison switch
        {
            NumberOperator.Less => left < right,
            NumberOperator.LessOrEqual => left <= right,
            NumberOperator.Greater => left > right,
            NumberOperator.GreaterOrEqual => left >= right,
            _ => throw new UnreachableException(comparison.ToString()),
        };
    }
}
