using System.Runtime.CompilerServices;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>A test over the cells of one column: each different value is tested once, then it is a look into a table.</summary>
internal sealed class CellTest
{
    private const byte Passes = 1;
    private const byte Fails = 2;

    // So many values are tested at once, to see whether few of them pass.
    private const int MostLearntAhead = 4096;

    private readonly TypedColumn _column;
    private readonly ValueTest _test;
    private readonly byte[] _known;
    private readonly bool _byUnits;
    private readonly long _fromUnits;
    private readonly long _toUnits;

    public CellTest(TypedColumn column, ValueTest test)
    {
        _column = column;
        _test = test;
        _known = new byte[column.View?.Values.Count ?? 1];
        _known[0] = test.Holds(null) ? Passes : Fails;
        if (test.Units is { } units && column.Type is null or DataType.Number)
        {
            _byUnits = true;
            (_fromUnits, _toUnits) = ((long)Int128.Clamp(units.From, long.MinValue, long.MaxValue), (long)Int128.Clamp(units.To, long.MinValue, long.MaxValue));
        }

        if (test.TextKeys is { } keys && column is { View: { } view, Type: null or DataType.Text }) KnowTexts(view.Values, keys);
        Codes ??= LearnAhead();
    }

    private CellTest(Moments passing)
    {
        // Both ends of the units are included.
        _byUnits = true;
        (_fromUnits, _toUnits) = (passing.From, passing.End - 1);
        (_column, _test, _known) = (null!, null!, [Fails]); // moments hold no codes, so nobody asks them
    }

    public bool HoldsForMissing => _known[0] == Passes;

    /// <summary>The codes that pass, when they or the others are few; else null.</summary>
    public CodeList? Codes { get; private set; }

    /// <summary>Over moments in milliseconds.</summary>
    public static CellTest Within(Moments passing) => new(passing.IsEmpty ? Moments.None : passing);

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

    /// <summary>The steps of a block's cells that pass, both ends included; false when the test is not about a range of numbers.</summary>
    public bool TryStepsOf(in Cells cells, out uint from, out uint to)
    {
        (from, to) = (1, 0);
        if (!_byUnits || HoldsForMissing) return false;
        if (_toUnits < cells.Origin || _toUnits < _fromUnits) return true;

        var least = Int128.Max((Int128)_fromUnits - cells.Origin, 0);
        var first = ((least + cells.Scale - 1) / cells.Scale) + 1;
        var last = (((Int128)_toUnits - cells.Origin) / cells.Scale) + 1;
        if (first > uint.MaxValue) return true;

        (from, to) = ((uint)first, (uint)Int128.Min(last, uint.MaxValue));
        return true;
    }

    private bool Learn(long cell)
    {
        var holds = _test.Holds(_column.ValueOf(cell));
        _known[cell] = holds ? Passes : Fails;
        return holds;
    }

    private CodeList? LearnAhead()
    {
        if (_known.Length > MostLearntAhead) return null;

        for (var code = 1; code < _known.Length; code++)
        {
            if (_known[code] == 0) Learn(code);
        }

        return FewOf(Passes) ?? FewOf(Fails);
    }

    private CodeList? FewOf(byte kind)
    {
        if (_known.AsSpan().Count(kind) > CodeList.Most) return null;

        return new CodeList([.. Enumerable.Range(0, _known.Length).Where(code => _known[code] == kind)], isInverted: kind == Fails);
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
