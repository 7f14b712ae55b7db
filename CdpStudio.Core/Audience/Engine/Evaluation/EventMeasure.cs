using System.Diagnostics;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>A measure over one profile's matching events, with its test. Used for one row after the other by one thread.</summary>
internal abstract class EventMeasure
{
    private long[] _cells = new long[256];

    protected EventSource? Source { get; private set; }

    protected int Block { get; private set; }

    protected Times Times { get; private set; }

    /// <summary>Whether events of several types have to come in the profile's order.</summary>
    public virtual bool NeedsOrder => false;

    /// <summary>Forgets the row before.</summary>
    public abstract void Reset();

    public abstract void Add(EventSource source, Entry entry, long ts);

    /// <summary>Says whose events the next calls of <see cref="AddAll"/> are about.</summary>
    public virtual void Enter(EventSource source, int block) => (Source, Block, Times) = (source, block, source.Series.Block(block).Base.Ts);

    /// <summary>Neighbouring events of the entered block's base, all of which count.</summary>
    public virtual void AddAll(int start, int end)
    {
        for (var i = start; i < end; i++) Add(Source!, new Entry(Block, i), Times[i]);
    }

    /// <summary>So many events a row that passes has, at least; 0 when it may pass without.</summary>
    public virtual int LeastEvents => 0;

    /// <summary>Whether events before those that pass change nothing.</summary>
    public virtual bool OnlyGrows => false;

    /// <summary>What an event of each row that passes passes; null when that is not known.</summary>
    public virtual EventFilter? NeededOf(EventSource source) => null;

    /// <summary>The test over the steps of a block; null when it is not about their sum alone, or they are too large.</summary>
    public virtual StepTotals? TotalsOf(in Cells steps) => null;

    /// <summary>Neighbouring cells, all in one form; overwritten by the next call.</summary>
    protected ReadOnlySpan<long> Copy(in Cells cells, int start, int end)
    {
        if (_cells.Length < end - start) _cells = new long[Math.Max(end - start, _cells.Length * 2)];
        var copied = _cells.AsSpan(0, end - start);
        cells.CopyTo(start, copied);
        return copied;
    }

    public abstract bool Passes();

    /// <summary>The measure as JSON text; null when missing.</summary>
    public abstract string? Seen();

    public static EventMeasure Of(Measure measure, Test test, long now, WorkspaceZone zone) => measure switch
    {
        Measure.Count => new CountMeasure(new ValueTest(test, now, zone)),
        Measure.Days => new DaysMeasure(new ValueTest(test, now, zone), zone),
        Measure.Time time => new TimeMeasure(time.Last, new ValueTest(test, now, zone)),
        Measure.OfProperty property => property.Kind switch
        {
            PropertyMeasure.Average => new AverageMeasure(test),
            PropertyMeasure.Distinct => new DistinctMeasure(new ValueTest(test, now, zone)),
            PropertyMeasure.FirstValue => new ValueMeasure(last: false, new ValueTest(test, now, zone)),
            PropertyMeasure.LastValue => new ValueMeasure(last: true, new ValueTest(test, now, zone)),
            PropertyMeasure.MostFrequent => new MostFrequentMeasure(new ValueTest(test, now, zone)),
            _ => new NumberMeasure(property.Kind, new ValueTest(test, now, zone)),
        },
        _ => throw new UnreachableException(measure.GetType().Name),
    };
}

internal sealed class CountMeasure(ValueTest test) : EventMeasure
{
    private int _count;

    public ValueTest Test => test;

    public override void Reset() => _count = 0;

    public override void Add(EventSource source, Entry entry, long ts) => _count++;

    public override void AddAll(int start, int end) => _count += end - start;

    public override bool Passes() => PassesFor(_count);

    public bool PassesFor(int count) => test.HoldsUnits((Int128)count * Cell.UnitsPerOne);

    public override string Seen() => StudioNumber.ToText(_count);
}

/// <summary>On how many different local days.</summary>
internal sealed class DaysMeasure(ValueTest test, WorkspaceZone zone) : EventMeasure
{
    private readonly HashSet<DateOnly> _days = [];

    public override void Reset() => _days.Clear();

    public override void Add(EventSource source, Entry entry, long ts) => _days.Add(zone.Day(ts));

    public override bool Passes() => test.HoldsUnits((Int128)_days.Count * Cell.UnitsPerOne);

    public override string Seen() => StudioNumber.ToText(_days.Count);
}

/// <summary>The time of the first or last event.</summary>
internal sealed class TimeMeasure(bool last, ValueTest test) : EventMeasure
{
    private long? _ts;

    /// <summary>Where the last event has to lie; null when that is not all that is asked.</summary>
    public Moments? LastWithin => last ? test.Passing : null;

    public override void Reset() => _ts = null;

    public override void Add(EventSource source, Entry entry, long ts) => _ts = _ts is not { } known ? ts : last ? Math.Max(known, ts) : Math.Min(known, ts);

    public override void AddAll(int start, int end)
    {
        if (start >= end) return;

        var place = last ? end - 1 : start;
        Add(Source!, new Entry(Block, place), Times[place]);
    }

    public override bool Passes() => test.Passing is { } passing ? _ts is { } ts && passing.Contains(ts) : test.Holds(Value);

    public override string? Seen() => ValueText.Of(Value);

    private StudioValue.Moment? Value => _ts is { } ts ? new StudioValue.Moment(ts) : null;
}
