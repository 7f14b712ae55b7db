using System.Diagnostics;
using System.Numerics;
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

    public void Add(EventProperty property, Entry entry)
    {
        var cell = property.CellAt(entry);
        if (cell == Cell.Missing) return;

        if (!Cell.IsCode(cell) && property.Column.Type is null or DataType.Number) Add(Cell.Units(cell));
        else Add(property.Column.ValueOf(cell));
    }

    /// <summary>Neighbouring steps of a block.</summary>
    public void AddSteps(in Cells cells, int start, int end)
    {
        end = Math.Min(end, cells.Length);
        switch (cells.Form)
        {
            case CellForm.Steps1:
                AddSteps(cells, cells.Bytes, start, end);
                break;
            case CellForm.Steps2:
                AddSteps(cells, cells.Shorts, start, end);
                break;
            default:
                AddSteps(cells, cells.Ints, start, end);
                break;
        }
    }

    /// <summary>Likewise, for sums and averages, which nobody asks for the ends.</summary>
    public void SumSteps(in Cells cells, int start, int end)
    {
        end = Math.Min(end, cells.Length);
        switch (cells.Form)
        {
            case CellForm.Steps1:
                SumSteps(cells, cells.Bytes, start, end);
                break;
            case CellForm.Steps2:
                SumSteps(cells, cells.Shorts, start, end);
                break;
            default:
                SumSteps(cells, cells.Ints, start, end);
                break;
        }
    }

    private void SumSteps<T>(in Cells cells, ReadOnlySpan<T> steps, int start, int end)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (sum, count) = (0L, 0L);
        for (var i = start; i < end; i++)
        {
            var step = long.CreateTruncating(steps[i]);
            sum += step;
            count += step == 0 ? 0 : 1;
        }

        Sum += SumOf(cells, sum, count);
        Count += count;
    }

    /// <param name="sum">Of the steps, so many of them.</param>
    private static Int128 SumOf(in Cells cells, long sum, long count)
    {
        // Nearly always the sum has room in 64 bits, which are many times faster.
        var isSmall = count < 1 << 20 && Math.Abs(cells.Origin) < 1L << 40 && sum < 1L << 40 && cells.Scale < 1L << 20;
        return isSmall
            ? (cells.Origin * count) + ((sum - count) * cells.Scale)
            : ((Int128)cells.Origin * count) + ((Int128)(sum - count) * cells.Scale);
    }

    private void AddSteps<T>(in Cells cells, ReadOnlySpan<T> steps, int start, int end)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (sum, count, least, most) = (0L, 0L, long.MaxValue, 0L);
        for (var i = start; i < end; i++)
        {
            var step = long.CreateTruncating(steps[i]);
            if (step == 0) continue;

            sum += step;
            count++;
            least = Math.Min(least, step);
            most = Math.Max(most, step);
        }

        if (count == 0) return;

        var (low, high) = (cells.Origin + ((least - 1) * cells.Scale), cells.Origin + ((most - 1) * cells.Scale));
        Least = Count == 0 ? low : Int128.Min(Least, low);
        Most = Count == 0 ? high : Int128.Max(Most, high);
        Sum += SumOf(cells, sum, count);
        Count += count;
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
    private Cells? _steps;

    public override void Reset() => _totals = default;

    public override void Add(EventSource source, Entry entry, long ts) => _totals.Add(source.Of!, entry);

    public override void Enter(EventSource source, int block)
    {
        base.Enter(source, block);
        _steps = source.Of!.StepsOf(block);
    }

    public override void AddAll(int start, int end)
    {
        if (_steps is not { } steps) base.AddAll(start, end);
        else if (kind == PropertyMeasure.Sum) _totals.SumSteps(steps, start, end);
        else _totals.AddSteps(steps, start, end);
    }

    public override StepTotals? TotalsOf(in Cells steps) =>
        kind == PropertyMeasure.Sum && test.Units is { } units ? StepTotals.Of(steps, 0, units.From, units.To, needsValue: false) : null;

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
    private readonly Int128 _least = UnitsOf(test switch { Test.Compare t => t.Operand, Test.NumberBetween t => t.From, _ => 0 });
    private readonly Int128 _most = UnitsOf(test is Test.NumberBetween between ? between.To : 0);
    private NumberTotals _totals;
    private Cells? _steps;

    public override void Reset() => _totals = default;

    public override void Add(EventSource source, Entry entry, long ts) => _totals.Add(source.Of!, entry);

    public override void Enter(EventSource source, int block)
    {
        base.Enter(source, block);
        _steps = source.Of!.StepsOf(block);
    }

    public override void AddAll(int start, int end)
    {
        if (_steps is { } steps) _totals.SumSteps(steps, start, end);
        else base.AddAll(start, end);
    }

    /// <summary>The average passes as the sum of what each value lies above the operand does.</summary>
    public override StepTotals? TotalsOf(in Cells steps) => test is Test.Compare { Operator: var comparison }
        ? comparison switch
        {
            NumberOperator.Less => StepTotals.Of(steps, _least, Int128.MinValue, -1, needsValue: true),
            NumberOperator.LessOrEqual => StepTotals.Of(steps, _least, Int128.MinValue, 0, needsValue: true),
            NumberOperator.Greater => StepTotals.Of(steps, _least, 1, Int128.MaxValue, needsValue: true),
            NumberOperator.GreaterOrEqual => StepTotals.Of(steps, _least, 0, Int128.MaxValue, needsValue: true),
            _ => throw new UnreachableException(comparison.ToString()),
        }
        : null;

    public override bool Passes()
    {
        var any = _totals.Count > 0;
        return test switch
        {
            Test.Exists t => any != t.Negated,
            Test.Equal t => (any && Is(t.Value)) != t.Negated,
            Test.OneOf t => (any && t.Values.Any(Is)) != t.Negated,
            Test.Compare t => any && Passes(t.Operator, _totals.Sum, _least * _totals.Count),
            Test.NumberBetween => any && _totals.Sum >= _least * _totals.Count && _totals.Sum <= _most * _totals.Count,
            Test.Text t => t.Negated,
            Test.ListHas t => t.Operator == ListOperator.None,
            _ => false,
        };
    }

    public override string? Seen() => _totals.Count == 0
        ? null
        : StudioNumber.ToText(StudioNumber.Round((decimal)_totals.Sum / Cell.UnitsPerOne / _totals.Count));

    private bool Is(RuleValue operand) => operand is RuleValue.Number number && _totals.Sum == ForAll(number.Value);

    // Numbers in rules are rounded to the places that a unit has.
    private Int128 ForAll(decimal operand) => UnitsOf(operand) * _totals.Count;

    private static Int128 UnitsOf(decimal operand) => (Int128)(operand * Cell.UnitsPerOne);

    private static bool Passes(NumberOperator comparison, Int128 left, Int128 right) => comparison switch
    {
        NumberOperator.Less => left < right,
        NumberOperator.LessOrEqual => left <= right,
        NumberOperator.Greater => left > right,
        NumberOperator.GreaterOrEqual => left >= right,
        _ => throw new UnreachableException(comparison.ToString()),
    };
}
