using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>How many values of the property are different.</summary>
internal sealed class DistinctMeasure(ValueTest test) : EventMeasure
{
    private readonly ValueClasses _classes = new();
    private readonly HashSet<long> _seen = [];

    public override void Reset() => _seen.Clear();

    public override void Add(EventSource source, int index, long ts)
    {
        if (_classes.Of(source.Of!, index) is not ValueClasses.Missing and var value) _seen.Add(value);
    }

    public override bool Passes() => test.HoldsUnits((Int128)_seen.Count * Cell.UnitsPerOne);

    public override string Seen() => StudioNumber.ToText(_seen.Count);
}

/// <summary>The property's value in the first or last event that has one.</summary>
internal sealed class ValueMeasure(bool last, ValueTest test) : EventMeasure
{
    private StudioValue? _value;

    public override bool NeedsOrder => true;

    public override void Reset() => _value = null;

    public override void Add(EventSource source, int index, long ts)
    {
        if (!last && _value is not null) return;

        _value = source.Of!.ValueAt(index) ?? _value;
    }

    public override bool Passes() => test.Holds(_value);

    public override string? Seen() => ValueText.Of(_value);
}

/// <summary>The property's most frequent value; of equally frequent ones the one seen last.</summary>
internal sealed class MostFrequentMeasure(ValueTest test) : EventMeasure
{
    private readonly ValueClasses _classes = new();
    private readonly Dictionary<long, Seat> _seats = [];
    private int _place;

    public override bool NeedsOrder => true;

    public override void Reset()
    {
        _seats.Clear();
        _place = 0;
    }

    public override void Add(EventSource source, int index, long ts)
    {
        var value = _classes.Of(source.Of!, index);
        if (value == ValueClasses.Missing) return;

        _seats[value] = new Seat(_seats.GetValueOrDefault(value).Times + 1, _place++, source.Of!, index);
    }

    public override bool Passes() => test.Holds(Value);

    public override string? Seen() => ValueText.Of(Value);

    private StudioValue? Value
    {
        get
        {
            var most = default(Seat);
            foreach (var seat in _seats.Values)
            {
                if ((seat.Times, seat.Place).CompareTo((most.Times, most.Place)) > 0) most = seat;
            }

            return most.Times == 0 ? null : most.Property.ValueAt(most.Index);
        }
    }

    /// <param name="Place">Of the last event with the value.</param>
    private readonly record struct Seat(int Times, int Place, EventProperty Property, int Index);
}
