using System.Diagnostics;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>Sum, count and ends of the numbers of a property, in ten-thousandths; of lists every number counts.</summary>
internal struct NumberTotals
{
    public Int128 Sum { get; private set; }

    public long Count { get; private set; }

    public Int128 Least { get; private set; }

    public Int128 Most { get; private set; }

    public void Add(EventProperty property, int index)
    {
        var cell = property.CellAt(index);
        if (cell == Cell.Missing) return;

        if (!Cell.IsCode(cell) && property.Column.Type is null or DataType.Number) Add(Cell.Units(cell));
        else Add(property.Column.ValueOf(cell));
    }

    private void Add(StudioValue? value)
    {
        if (value is StudioValue.Number number) Add((Int128)(number.Value * Cell.UnitsPerOne));
        if (value is not StudioValue.List list) return;

        foreach (var item in list.Items)
        {
            if (item is StudioValue.Number inner) Add((Int128)(inner.Value * Cell.UnitsPerOne));
        }
    }

    private void Add(Int128 units)
    {
        Least = Count == 0 ? units : Int128.Min(Least, units);
        Most = Count == 0 ? units : Int128.Max(Most, units);
        Sum += units;
        Count++;
    }
}

internal sealed class NumberMeasure(PropertyMeasure kind, ValueTest test) : EventMeasure
{
    private NumberTotals _totals;

    public override void Reset() => _totals = default;

    public override void Add(EventSource source, int index, long ts) => _totals.Add(source.Of!, index);

    public override bool Passes() => Units is { } units ? test.HoldsUnits(units) : test.Holds(null);

    public override string? Seen() => Units is { } units ? StudioNumber.ToText((decimal)units / Cell.UnitsPerOne) : null;

    // With no number the sum is 0 and the ends are missing.
    private Int128? Units => kind switch
    {
        PropertyMeasure.Sum => _totals.Sum,
        PropertyMeasure.Minimum => _totals.Count == 0 ? null : _totals.Least,
        PropertyMeasure.Maximum => _totals.Count == 0 ? null : _totals.Most,
        _ => throw new UnreachableException(kind.ToString()),
    };
}

/// <summary>Tested as sum op value × count, never by dividing.</summary>
internal sealed class AverageMeasure(Test test) : EventMeasure
{
    private NumberTotals _totals;

    public override void Reset() => _totals = default;

    public override void Add(EventSource source, int index, long ts) => _totals.Add(source.Of!, index);

    public override bool Passes()
    {
        var any = _totals.Count > 0;
        return test switch
        {
            Test.Exists t => any != t.Negated,
            Test.Equal t => (any && Is(t.Value)) != t.Negated,
            Test.OneOf t => (any && t.Values.Any(Is)) != t.Negated,
            Test.Compare t => any && Passes(t.Operator, _totals.Sum, Times(t.Operand)),
            Test.NumberBetween t => any && _totals.Sum >= Times(t.From) && _totals.Sum <= Times(t.To),
            Test.Text t => t.Negated,
            Test.ListHas t => t.Operator == ListOperator.None,
            _ => false,
        };
    }

    public override string? Seen() => _totals.Count == 0
        ? null
        : StudioNumber.ToText(StudioNumber.Round((decimal)_totals.Sum / Cell.UnitsPerOne / _totals.Count));

    private bool Is(RuleValue operand) => operand is RuleValue.Number number && _totals.Sum == Times(number.Value);

    // Numbers in rules are rounded to the places that a unit has.
    private Int128 Times(decimal operand) => (Int128)(operand * Cell.UnitsPerOne) * _totals.Count;

    private static bool Passes(NumberOperator comparison, Int128 left, Int128 right) => comparison switch
    {
        NumberOperator.Less => left < right,
        NumberOperator.LessOrEqual => left <= right,
        NumberOperator.Greater => left > right,
        NumberOperator.GreaterOrEqual => left >= right,
        _ => throw new UnreachableException(comparison.ToString()),
    };
}
