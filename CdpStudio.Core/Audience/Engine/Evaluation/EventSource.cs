using System.Runtime.CompilerServices;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>One event type that a rule's name takes in, with the rule's filters made ready for it.</summary>
/// <param name="Filter">Null when every event counts.</param>
/// <param name="Of">What a measure is about; null when it is about the events themselves.</param>
internal sealed record EventSource(SeriesView Series, EventFilter? Filter, EventProperty? Of)
{
    // Told apart by identity: two sources are never the same, and what they hold is large.
    public bool Equals(EventSource? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    public bool Takes(Entry entry) => Filter is null || Filter.Holds(entry);
}

/// <summary>A matching event.</summary>
internal readonly record struct Matched(EventSource Source, Entry Entry, long Ts) : IComparable<Matched>
{
    // Looked up when somebody asks: only ties and evidence do.
    public long Number => Source.Series.NumberOf(Entry);

    public int CompareTo(Matched other) => Ts != other.Ts ? Ts.CompareTo(other.Ts) : Number.CompareTo(other.Number);
}

/// <summary>The events of a row that a rule's name, filters and window take in.</summary>
internal sealed class EventFinder(EventSource[] sources, RowWindow during)
{
    private readonly List<Matched> _found = [];

    // An array, here and in the nodes: to enumerate an interface would make an object for every row.
    public EventSource[] Sources => sources;

    public RowWindow During => during;

    /// <summary>In the profile's order; overwritten by the next call.</summary>
    public List<Matched> Find(RowReader reader) => Find(reader, during.Of(reader));

    public List<Matched> Find(RowReader reader, Moments window)
    {
        _found.Clear();
        if (window.IsEmpty) return _found;

        foreach (var source in sources)
        {
            var series = source.Series;
            var slice = reader.Read(series);
            for (var i = slice.FirstFrom(window.From); i < slice.Count; i++)
            {
                var entry = slice[i];
                var ts = series.TsOf(entry);
                if (ts >= window.End) break;
                if (source.Takes(entry)) _found.Add(new Matched(source, entry, ts));
            }
        }

        if (sources.Length > 1) _found.Sort();
        return _found;
    }
}
