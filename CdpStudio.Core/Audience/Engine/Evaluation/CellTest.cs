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

    private readonly TypedColumn? _column;
    private readonly ValueTest? _test;
    // By code; null where the list of codes says all.
    private readonly byte[]? _known;
    private readonly long _fromUnits;
    private readonly long _toUnits;
    private readonly bool _byUnits;

    public CellTest(TypedColumn column, ValueTest test)
    {
        (_column, _test) = (column, test);
        HoldsForMissing = test.Holds(null);
        if (test.Units is { } units && column.Type is null or DataType.Number)
        {
            _byUnits = true;
            (_fromUnits, _toUnits) = ((long)Int128.Clamp(units.From, long.MinValue, long.MaxValue), (long)Int128.Clamp(units.To, long.MinValue, long.MaxValue));
        }

        var texts = test.TextKeys is { } keys && column is { Values: { } values, Type: null or DataType.Text } ? ClassesOf(values, keys) : null;
        if (texts is { Count: <= CodeList.Most } && column.Values!.Value.IsPlain)
        {
            Codes = new CodeList([.. texts], isInverted: test.IsNegated);
            return;
        }

        _known = new byte[column.Values?.Count ?? 1];
        _known[0] = HoldsForMissing ? Passes : Fails;
        if (texts is not null) KnowTexts(column.Values!.Value, texts, _known);
        Codes = LearnAhead(_known);
    }

    private CellTest(Moments passing)
    {
        // Both ends of the units are included.
        _byUnits = true;
        (_fromUnits, _toUnits) = (passing.From, passing.End - 1);
    }

    public bool HoldsForMissing { get; }

    /// <summary>The codes that pass, when they or the others are few; else null.</summary>
    public CodeList? Codes { get; }

    /// <summary>Over moments in milliseconds.</summary>
    public static CellTest Within(Moments passing) => new(passing.IsEmpty ? Moments.None : passing);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Holds(long cell)
    {
        if (Cell.IsCode(cell))
        {
            if (_known is null) return Codes?.Holds(cell) ?? false;

            var known = _known[cell];
            return known != 0 ? known == Passes : Learn(cell, _known);
        }

        return _byUnits ? Cell.Units(cell) >= _fromUnits && Cell.Units(cell) <= _toUnits : _test!.Holds(_column!.ValueOf(cell)); // only moments have none
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

    private bool Learn(long cell, byte[] known)
    {
        var holds = _test!.Holds(_column!.ValueOf(cell)); // moments are no codes
        known[cell] = holds ? Passes : Fails;
        return holds;
    }

    private CodeList? LearnAhead(byte[] known)
    {
        if (known.Length > MostLearntAhead) return null;

        for (var code = 1; code < known.Length; code++)
        {
            if (known[code] == 0) Learn(code, known);
        }

        return FewOf(Passes, known) ?? FewOf(Fails, known);
    }

    private static CodeList? FewOf(byte kind, byte[] known) => known.AsSpan().Count(kind) > CodeList.Most
        ? null
        : new CodeList([.. Enumerable.Range(0, known.Length).Where(code => known[code] == kind)], isInverted: kind == Fails);

    /// <summary>The few values that a list of texts names, by their hash instead of looking at each of perhaps millions.</summary>
    private static HashSet<int> ClassesOf(DictionaryView values, IReadOnlyList<string> keys) =>
        [.. keys.Select(k => values.FindClass("t" + k)).Where(c => c != 0)];

    private void KnowTexts(DictionaryView values, HashSet<int> classes, byte[] known)
    {
        for (var code = 1; code < values.Count; code++)
        {
            if (values.KindOf(code) is ValueKind.Text or ValueKind.LongNumber) known[code] = classes.Contains(values.ClassOf(code)) != _test!.IsNegated ? Passes : Fails; // texts have one
        }
    }
}
