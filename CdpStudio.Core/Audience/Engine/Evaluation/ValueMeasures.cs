using System.Numerics;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>How many values of the property are different.</summary>
internal sealed class DistinctMeasure(ValueTest test) : EventMeasure
{
    private readonly ValueClasses _classes = new();
    private readonly HashSet<long> _numbers = [];
    private readonly CountRange? _range = test.Units is { } units ? CountRange.Of(units) : null;
    // By class: the row that had it last.
    private int[] _seen = new int[256];
    private Cells _cells;
    private bool _areCodes;
    private bool _arePlain;
    private int _row;
    private int _count;

    public override int LeastEvents => _range?.Least ?? 0;

    public override bool OnlyGrows => _range is { Most: int.MaxValue };

    public override void Reset()
    {
        if (_numbers.Count > 0) _numbers.Clear();
        _row++;
        _count = 0;
    }

    public override void Enter(EventSource source, int block)
    {
        base.Enter(source, block);
        var cells = source.Of!.CellsOf(block);
        (_cells, _areCodes, _arePlain) = (cells ?? default, cells is { AreCodes: true }, source.Of.HasPlainCodes);
        if (_arePlain) Reserve(source.Of.Column.View!.Value.Values.Count);
    }

    public override void Add(EventSource source, Entry entry, long ts) => Add(_classes.Of(source.Of!, entry));

    public override void AddAll(int start, int end)
    {
        if (!_areCodes)
        {
            base.AddAll(start, end);
            return;
        }

        // From the newest back, and no further than the test needs.
        var enough = _range is { Most: int.MaxValue, Least: var least } ? least : int.MaxValue;
        if (_arePlain)
        {
            AddCodes(start, end, enough);
            return;
        }

        var property = Source!.Of!;
        var cells = Copy(_cells, start, end);
        for (var i = cells.Length - 1; i >= 0 && _count < enough; i--) Add(_classes.OfCell(property, cells[i]));
    }

    public override bool Passes() => _range?.Holds(_count) ?? test.HoldsUnits((Int128)_count * Cell.UnitsPerOne);

    public override string Seen() => StudioNumber.ToText(_count);

    private void Add(long value)
    {
        if (value == ValueClasses.Missing) return;

        if (!Cell.IsCode(value))
        {
            if (_numbers.Add(value)) _count++;
            return;
        }

        Reserve((int)value + 1);
        if (_seen[value] == _row) return;

        _seen[value] = _row;
        _count++;
    }

    private void AddCodes(int start, int end, int enough)
    {
        switch (_cells.Form)
        {
            case CellForm.Codes1:
                AddCodes(_cells.Bytes[start..end], enough);
                break;
            case CellForm.Codes2:
                AddCodes(_cells.Shorts[start..end], enough);
                break;
            default:
                AddCodes(_cells.Ints[start..end], enough);
                break;
        }
    }

    private void AddCodes<T>(ReadOnlySpan<T> codes, int enough)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (seen, row, count) = (_seen, _row, _count);
        for (var i = codes.Length - 1; i >= 0 && count < enough; i--)
        {
            var code = int.CreateTruncating(codes[i]);
            if (code == 0 || seen[code] == row) continue;

            seen[code] = row;
            count++;
        }

        _count = count;
    }

    private void Reserve(int classes)
    {
        if (classes > _seen.Length) Array.Resize(ref _seen, Math.Max(classes, _seen.Length * 2));
    }
}

/// <summary>The property's value in the first or last event that has one.</summary>
internal sealed class ValueMeasure(bool last, ValueTest test) : EventMeasure
{
    private StudioValue? _value;

    public override bool NeedsOrder => true;

    public override void Reset() => _value = null;

    public override void Add(EventSource source, Entry entry, long ts)
    {
        if (!last && _value is not null) return;

        _value = source.Of!.ValueAt(entry) ?? _value;
    }

    public override bool Passes() => test.Holds(_value);

    public override string? Seen() => ValueText.Of(_value);
}

/// <summary>The property's most frequent value; of equally frequent ones the one seen last.</summary>
internal sealed class MostFrequentMeasure(ValueTest test) : EventMeasure
{
    private readonly ValueClasses _classes = new();
    private readonly Dictionary<long, Seat> _numbers = [];
    private readonly Dictionary<EventProperty, CellTest> _tests = [];
    // By class: how often this row had it.
    private Seat[] _seats = new Seat[256];
    private Cells _cells;
    private bool _areCodes;
    private bool _arePlain;
    private int _row;
    private int _most;
    private EventProperty? _property;
    private Entry _entry;

    public override bool NeedsOrder => true;

    public override void Reset()
    {
        if (_numbers.Count > 0) _numbers.Clear();
        _most = 0;
        _row++;
    }

    public override void Enter(EventSource source, int block)
    {
        base.Enter(source, block);
        var cells = source.Of!.CellsOf(block);
        (_cells, _areCodes, _arePlain) = (cells ?? default, cells is { AreCodes: true }, source.Of.HasPlainCodes);
        if (_arePlain) Reserve(source.Of.Column.View!.Value.Values.Count);
    }

    /// <summary>The value that is most frequent passes, so one of the events has it.</summary>
    public override EventFilter? NeededOf(EventSource source) =>
        TestOf(source.Of!) is { HoldsForMissing: false } cells ? new EventFilter.Property(source.Of!, cells) : null;

    public override void Add(EventSource source, Entry entry, long ts)
    {
        if (IsMostNow(_classes.Of(source.Of!, entry))) (_property, _entry) = (source.Of!, entry);
    }

    public override void AddAll(int start, int end)
    {
        if (!_areCodes)
        {
            base.AddAll(start, end);
            return;
        }

        var property = Source!.Of!;
        var place = _arePlain ? MostOfCodes(start, end) : MostOfCells(property, start, end);
        if (place >= 0) (_property, _entry) = (property, new Entry(Block, start + place));
    }

    public override bool Passes() => _most == 0 ? test.Holds(null) : TestOf(_property!).Holds(_property!.CellAt(_entry));

    public override string? Seen() => _most == 0 ? null : ValueText.Of(_property!.ValueAt(_entry));

    /// <summary>Counts a value. Whatever is seen now is seen last, so it wins among equals.</summary>
    private bool IsMostNow(long value)
    {
        if (value == ValueClasses.Missing) return false;
        if (Cell.IsCode(value)) Reserve((int)value + 1);

        var before = Cell.IsCode(value) ? _seats[value] : _numbers.GetValueOrDefault(value);
        var seat = new Seat(_row, (before.Row == _row ? before.Times : 0) + 1);
        if (Cell.IsCode(value)) _seats[value] = seat;
        else _numbers[value] = seat;

        if (seat.Times < _most) return false;

        _most = seat.Times;
        return true;
    }

    /// <returns>Where the winner stands, counted from the start; -1 when all are missing.</returns>
    private int MostOfCells(EventProperty property, int start, int end)
    {
        var place = -1;
        var cells = Copy(_cells, start, end);
        for (var i = 0; i < cells.Length; i++)
        {
            if (IsMostNow(_classes.OfCell(property, cells[i]))) place = i;
        }

        return place;
    }

    /// <inheritdoc cref="MostOfCells"/>
    private int MostOfCodes(int start, int end) => _cells.Form switch
    {
        CellForm.Codes1 => MostOf(_cells.Bytes[start..end]),
        CellForm.Codes2 => MostOf(_cells.Shorts[start..end]),
        _ => MostOf(_cells.Ints[start..end]),
    };

    private int MostOf<T>(ReadOnlySpan<T> codes)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (seats, row, most, place) = (_seats, _row, _most, -1);
        for (var i = 0; i < codes.Length; i++)
        {
            var code = int.CreateTruncating(codes[i]);
            if (code == 0) continue;

            ref var seat = ref seats[code];
            var times = seat.Row == row ? seat.Times + 1 : 1;
            seat = new Seat(row, times);
            if (times >= most) (most, place) = (times, i);
        }

        _most = most;
        return place;
    }

    private CellTest TestOf(EventProperty property)
    {
        if (!_tests.TryGetValue(property, out var cells)) _tests[property] = cells = new CellTest(property.Column, test);
        return cells;
    }

    private void Reserve(int classes)
    {
        if (classes > _seats.Length) Array.Resize(ref _seats, Math.Max(classes, _seats.Length * 2));
    }

    private readonly record struct Seat(int Row, int Times);
}
