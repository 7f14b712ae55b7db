using System.Numerics;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>
/// Counts and sums over rows whose entries lie together, without a list of events: the same as <see cref="MeasureTest"/> says, which
/// the tests hold against each other.
/// </summary>
internal sealed class FastMeasure
{
    private readonly ValueTest _test;
    private readonly bool _isSum;
    private readonly bool _zeroPasses;
    private readonly int _atLeast;

    private FastMeasure(ValueTest test, bool isSum)
    {
        _test = test;
        _isSum = isSum;
        _zeroPasses = test.HoldsUnits(0);
        // "At least k events" needs no count: the k-th last event of the window decides.
        _atLeast = !isSum && test.Units is { } units && units.To == Int128.MaxValue && units.From > 0 && units.From <= int.MaxValue
            ? (int)((units.From + Cell.UnitsPerOne - 1) / Cell.UnitsPerOne)
            : 0;
    }

    /// <summary>Null for measures that need the events themselves.</summary>
    public static FastMeasure? Of(Measure measure, Test test, long now, WorkspaceZone zone) => measure switch
    {
        Measure.Count => new FastMeasure(new ValueTest(test, now, zone), isSum: false),
        Measure.OfProperty { Kind: PropertyMeasure.Sum } => new FastMeasure(new ValueTest(test, now, zone), isSum: true),
        _ => null,
    };

    public void Mark(IReadOnlyList<EventSource> sources, Moments window, int firstWord, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        for (var word = 0; word < mask.Length; word++)
        {
            var place = firstWord + word;
            var present = 0UL;
            foreach (var source in sources) present |= place < source.Series.Base.Present.Length ? source.Series.Base.Present[place] : 0;

            var bits = _zeroPasses ? mask[word] & ~present : 0;
            for (var rest = mask[word] & present; rest != 0; rest &= rest - 1)
            {
                if (Holds(sources, window, (place << 6) + BitOperations.TrailingZeroCount(rest))) bits |= rest & (~rest + 1);
            }

            result[word] = bits;
        }
    }

    private bool Holds(IReadOnlyList<EventSource> sources, Moments window, int row)
    {
        if (sources.Count == 1 && _atLeast > 0 && sources[0].Filter is null) return HasAtLeast(sources[0].Series, window, row);

        var units = Int128.Zero;
        foreach (var source in sources)
        {
            if (source.Series.Base.TryFind(row, out var start, out var end)) units += Sum(source, window, start, end);
        }

        return _test.HoldsUnits(units);
    }

    private bool HasAtLeast(SeriesView series, Moments window, int row)
    {
        var ts = series.Base.Ts;
        series.Base.TryFind(row, out var start, out var end);
        while (end > start && ts[end - 1] >= window.End) end--;
        return end - start >= _atLeast && ts[end - _atLeast] >= window.From;
    }

    /// <returns>Ten-thousandths.</returns>
    private Int128 Sum(EventSource source, Moments window, int start, int end)
    {
        var ts = source.Series.Base.Ts;
        var units = Int128.Zero;
        for (var i = end - 1; i >= start && ts[i] >= window.From; i--)
        {
            if (ts[i] < window.End && source.Takes(i)) units += _isSum ? UnitsOf(source.Of!, i) : Cell.UnitsPerOne;
        }

        return units;
    }

    private static Int128 UnitsOf(EventProperty property, int index)
    {
        var cell = property.CellAt(index);
        if (cell == Cell.Missing) return 0;
        if (!Cell.IsCode(cell) && property.Column.Type is null or DataType.Number) return Cell.Units(cell);

        return (Int128)(EventNumbers.In(property.Column.ValueOf(cell)).Sum() * Cell.UnitsPerOne);
    }
}
