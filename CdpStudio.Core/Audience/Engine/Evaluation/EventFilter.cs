using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>A filter over one series' events.</summary>
internal abstract class EventFilter
{
    private EventFilter()
    {
    }

    /// <param name="index">The event's place in the series.</param>
    public abstract bool Holds(int index);

    public sealed class All(EventFilter[] filters) : EventFilter
    {
        public override bool Holds(int index)
        {
            foreach (var filter in filters)
            {
                if (!filter.Holds(index)) return false;
            }

            return true;
        }
    }

    public sealed class Any(EventFilter[] filters) : EventFilter
    {
        public override bool Holds(int index)
        {
            foreach (var filter in filters)
            {
                if (filter.Holds(index)) return true;
            }

            return false;
        }
    }

    public sealed class Not(EventFilter inner) : EventFilter
    {
        public override bool Holds(int index) => !inner.Holds(index);
    }

    public sealed class Property(EventProperty property, CellTest test) : EventFilter
    {
        public override bool Holds(int index) => test.Holds(property.CellAt(index));
    }
}

/// <summary>What may stand where a property may: a path of the event, or a part of its local time.</summary>
internal abstract class EventProperty(TypedColumn column)
{
    public TypedColumn Column => column;

    public abstract long CellAt(int index);

    public StudioValue? ValueAt(int index) => column.ValueOf(CellAt(index));

    public sealed class Path(TypedColumn column) : EventProperty(column)
    {
        public override long CellAt(int index) => Column.CellAt(index);
    }

    public sealed class LocalTime(SeriesView series, EventTimePart part, WorkspaceZone zone) : EventProperty(new TypedColumn(null, null, zone))
    {
        public override long CellAt(int index) => Cell.OfWhole(part.Read(zone.Local(series.TsOf(index))));
    }
}
