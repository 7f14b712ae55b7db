using System.Diagnostics;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>An operator with its operand, made ready for many values. The one place where Core says whether a value passes.</summary>
internal sealed class ValueTest
{
    private readonly Func<StudioValue?, bool> _positive;
    private readonly bool _negated;

    public ValueTest(Test test, long now, WorkspaceZone zone)
    {
        (_positive, _negated) = test switch
        {
            Test.Exists t => (v => v is not null, t.Negated),
            Test.IsBoolean t => (v => v is StudioValue.Boolean b && b.Value == t.Expected, false),
            Test.Equal t => (IsOneOf([t.Value]), t.Negated),
            Test.OneOf t => (IsOneOf(t.Values), t.Negated),
            Test.Text t => (Text(t), t.Negated),
            Test.Compare t => (Number(t), false),
            Test.NumberBetween t => (v => v is StudioValue.Number n && n.Value >= t.From && n.Value <= t.To, false),
            Test.ListHas t => List(t),
            Test.Anniversary t => (v => MomentOf(v, zone) is { } moment && t.Passes(moment, now, zone), false),
            _ => (Date(test.Passing(now, zone) ?? throw new UnreachableException(test.GetType().Name), zone), false),
        };
        Passing = test.Passing(now, zone);
        Units = test switch
        {
            Test.Compare t => UnitsOf(t.Operator, t.Operand),
            Test.NumberBetween t => (UnitsAtLeast(t.From), UnitsAtMost(t.To)),
            _ => null,
        };
    }

    /// <summary>Folded texts of which one has to be the value; null when the test asks for something else.</summary>
    public IReadOnlyList<string>? TextKeys { get; private set; }

    public bool IsNegated => _negated;

    /// <summary>The moments that pass; null when the test asks for something else.</summary>
    public Moments? Passing { get; }

    /// <summary>The numbers that pass, in ten-thousandths, both ends included; null when the test asks for something else.</summary>
    public (Int128 From, Int128 To)? Units { get; }

    /// <param name="value">Null when missing.</param>
    public bool Holds(StudioValue? value) => _positive(value) != _negated;

    /// <param name="units">Ten-thousandths.</param>
    public bool HoldsUnits(Int128 units) =>
        Units is { } range ? units >= range.From && units <= range.To : Holds(new StudioValue.Number((decimal)units / Cell.UnitsPerOne));

    private Func<StudioValue?, bool> IsOneOf(IReadOnlyList<RuleValue> operands)
    {
        if (operands.All(o => o is RuleValue.Text)) TextKeys = [.. operands.Select(o => StudioText.Key(((RuleValue.Text)o).Value))];

        var keys = operands.Select(o => ValueClass.KeyOf(ValueOf(o))).ToHashSet();
        return v => v is not null && keys.Contains(ValueClass.KeyOf(v));
    }

    private static Func<StudioValue?, bool> Text(Test.Text test)
    {
        if (test.Operator == TextOperator.Matches)
        {
            var pattern = TextPattern.Compile(test.Operand);
            return v => v is StudioValue.Text t && pattern.IsFoundIn(t.Value);
        }

        var key = StudioText.Key(test.Operand);
        return test.Operator switch
        {
            TextOperator.Contains => v => v is StudioValue.Text t && StudioText.Key(t.Value).Contains(key, StringComparison.Ordinal),
            TextOperator.StartsWith => v => v is StudioValue.Text t && StudioText.Key(t.Value).StartsWith(key, StringComparison.Ordinal),
            TextOperator.EndsWith => v => v is StudioValue.Text t && StudioText.Key(t.Value).EndsWith(key, StringComparison.Ordinal),
            _ => throw new UnreachableException(test.Operator.ToString()),
        };
    }

    private static Func<StudioValue?, bool> Number(Test.Compare test) => test.Operator switch
    {
        NumberOperator.Less => v => v is StudioValue.Number n && n.Value < test.Operand,
        NumberOperator.LessOrEqual => v => v is StudioValue.Number n && n.Value <= test.Operand,
        NumberOperator.Greater => v => v is StudioValue.Number n && n.Value > test.Operand,
        NumberOperator.GreaterOrEqual => v => v is StudioValue.Number n && n.Value >= test.Operand,
        _ => throw new UnreachableException(test.Operator.ToString()),
    };

    private static (Func<StudioValue?, bool> Positive, bool Negated) List(Test.ListHas test)
    {
        var wanted = test.Values.Select(v => ValueClass.KeyOf(new StudioValue.Text(v))).ToList();

        bool Has(StudioValue? value, Func<HashSet<string>, bool> passes) => passes([.. ItemsOf(value).Select(i => ValueClass.KeyOf(ValueClass.InList(i)))]);
        return test.Operator switch
        {
            ListOperator.Any => (v => Has(v, keys => wanted.Any(keys.Contains)), false),
            ListOperator.All => (v => Has(v, keys => wanted.All(keys.Contains)), false),
            ListOperator.None => (v => Has(v, keys => wanted.Any(keys.Contains)), true),
            _ => throw new UnreachableException(test.Operator.ToString()),
        };
    }

    private static IReadOnlyList<StudioValue> ItemsOf(StudioValue? value) => value switch
    {
        null or StudioValue.Structure => [],
        StudioValue.List list => list.Items,
        _ => [value],
    };

    private static Func<StudioValue?, bool> Date(Moments passing, WorkspaceZone zone) =>
        v => MomentOf(v, zone) is { } moment && passing.Contains(moment);

    /// <summary>A declared datetime, or text in the form of a date: what an undeclared property may hold.</summary>
    public static long? MomentOf(StudioValue? value, WorkspaceZone zone) => value switch
    {
        StudioValue.Moment moment => moment.Milliseconds,
        StudioValue.Text text when WrittenDate.TryParse(text.Value, out var date) => zone.Moment(date),
        _ => null,
    };

    public static StudioValue ValueOf(RuleValue operand) => operand switch
    {
        RuleValue.Text text => new StudioValue.Text(text.Value),
        RuleValue.Number number => new StudioValue.Number(number.Value),
        RuleValue.Boolean boolean => new StudioValue.Boolean(boolean.Value),
        _ => throw new UnreachableException(operand.GetType().Name),
    };

    private static (Int128 From, Int128 To) UnitsOf(NumberOperator comparison, decimal operand) => comparison switch
    {
        NumberOperator.Less => (Int128.MinValue, UnitsAtLeast(operand) - 1),
        NumberOperator.LessOrEqual => (Int128.MinValue, UnitsAtMost(operand)),
        NumberOperator.Greater => (UnitsAtMost(operand) + 1, Int128.MaxValue),
        NumberOperator.GreaterOrEqual => (UnitsAtLeast(operand), Int128.MaxValue),
        _ => throw new UnreachableException(comparison.ToString()),
    };

    // Numbers in rules have 4 places at most, but nothing here relies on it.
    private static Int128 UnitsAtLeast(decimal number) => (Int128)decimal.Ceiling(number * Cell.UnitsPerOne);

    private static Int128 UnitsAtMost(decimal number) => (Int128)decimal.Floor(number * Cell.UnitsPerOne);
}
