using System.Runtime.CompilerServices;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>A test over the cells of one column: each different value is tested once, then it is a look into a table.</summary>
internal sealed class CellTest
{
    private const byte Passes = 1;
    private const byte Fails = 2;

    private readonly TypedColumn _column;
    private readonly ValueTest _test;
    private readonly byte[] _known;
    private readonly long _fromUnits;
    private readonly long _toUnits;
    private readonly bool _byUnits;

    public CellTest(TypedColumn column, ValueTest test)
    {
        _column = column;
        _test = test;
        _known = new byte[column.View?.Values.Count ?? 1];
        _known[0] = test.Holds(null) ? Passes : Fails;
        if (test.Units is { } units && column.Type is null or DataType.Number)
        {
            _byUnits = test.Units is not null;
            (_fromUnits, _toUnits) = ((long)Int128.Clamp(units.From, long.MinValue, long.MaxValue), (long)Int128.Clamp(units.To, long.MinValue, long.MaxValue));
        }

        if (test.TextKeys is { } keys && column is { View: { } view, Type: null or DataType.Text }) KnowTexts(view.Values, keys);
    }

    public bool HoldsForMissing => _known[0] == Passes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Holds(long cell)
    {
        if (Cell.IsCode(cell))
        {
            var known = _known[cell];
            return known != 0 ? known == Passes : Learn(cell);
        }

        return _byUnits ? Cell.Units(cell) >= _fromUnits && Cell.Units(cell) <= _toUnits : _test.Holds(_column.ValueOf(cell));
    }

    private bool Learn(long cell)
    {
        var holds = _test.Holds(_column.ValueOf(cell));
        _known[cell] = holds ? Passes : Fails;
        return holds;
    }

    /// <summary>Finds the few values that a list of texts names by their hash instead of looking at each of perhaps millions.</summary>
    private void KnowTexts(DictionaryView values, IReadOnlyList<string> keys)
    {
        var classes = keys.Select(k => values.FindClass("t" + k)).Where(c => c != 0).ToHashSet();
        for (var code = 1; code < values.Count; code++)
        {
            if (values.KindOf(code) == ValueKind.Text) _known[code] = classes.Contains(values.ClassOf(code)) != _test.IsNegated ? Passes : Fails;
        }
    }
}
