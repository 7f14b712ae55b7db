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
    private int _row;
    private int _count;

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
        (_cells, _areCodes) = (cells ?? default, cells is { AreCodes: true });
    }

    public override void Add(EventSource source, Entry entry, long ts) => Add(_classes.Of(source.Of!, entry));

    public override void AddAll(int start, int end)
    {
        if (!_areCodes)
        {
            base.AddAll(start, end);
            return;
        }

        var enough = _range is { Most: int.MaxValue, Least: var least } ? least : int.MaxValue;
        var property = Source!.Of!;
        // From the newest back, and no further than the test needs.
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

        if (value >= _seen.Length) Array.Resize(ref _seen, (int)Math.Max(value + 1, _seen.Length * 2));
        if (_seen[value] == _row) return;

        _seen[value] = _row;
        _count++;
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
        (_cells, _areCodes) = (cells ?? default, cells is { AreCodes: true });
    }

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
        var place = -1;
        var cells = Copy(_cells, start, end);
        for (var i = 0; i < cells.Length; i++)
        {
            if (IsMostNow(_classes.OfCell(property, cells[i]))) place = start + i;
        }

        if (place >= 0) (_property, _entry) = (property, new Entry(Block, place));
    }

    public override bool Passes()
    {
        if (_most == 0) return test.Holds(null);

        if (!_tests.TryGetValue(_property!, out var cells)) _tests[_property!] = cells = new CellTest(_property!.Column, test);
        return cells.Holds(_property!.CellAt(_entry));
    }

    public override string? Seen() => _most == 0 ? null : ValueText.Of(_property!.ValueAt(_entry));

    /// <summary>Counts a value. Whatever is seen now is seen last, so it wins among equals.</summary>
    private bool IsMostNow(long value)
    {
        if (value == ValueClasses.Missing) return false;
        if (Cell.IsCode(value) && value >= _seats.Length) Array.Resize(ref _seats, (int)Math.Max(value + 1, _seats.Length * 2));

        var before = Cell.IsCode(value) ? _seats[value] : _numbers.GetValueOrDefault(value);
        var seat = new Seat(_row, (before.Row == _row ? before.Times : 0) + 1);
        if (Cell.IsCode(value)) _seats[value] = seat;
        else _numbers[value] = seat;

        if (seat.Times < _most) return false;

        _most = seat.Times;
        return true;
    }

    private readonly record struct Seat(int Row, int Times);
}
