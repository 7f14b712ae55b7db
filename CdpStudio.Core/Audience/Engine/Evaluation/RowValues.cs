using System.Diagnostics;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>The values that members are told apart by, at one now.</summary>
internal sealed class RowValues(Snapshot snapshot, Declared declared, RunObjects objects, BreakdownBy by, long now)
{
    /// <summary>Reads one row after the other. For one thread.</summary>
    /// <returns>The row's values in no order; values that the language calls equal may be several.</returns>
    public Func<int, IEnumerable<StudioValue>> Reader()
    {
        var reader = new RowReader(snapshot);
        return by switch
        {
            BreakdownBy.Attribute attribute => OfAttribute(new AttributeReader(snapshot, declared, attribute.Name), reader),
            BreakdownBy.Property property => OfEvents(property, reader),
            _ => throw new UnreachableException(by.GetType().Name),
        };
    }

    private Func<int, IEnumerable<StudioValue>> OfAttribute(AttributeReader attribute, RowReader reader) => row =>
    {
        reader.MoveTo(row);
        return attribute.ValueAt(reader, now) is { } value ? [value] : [];
    };

    private Func<int, IEnumerable<StudioValue>> OfEvents(BreakdownBy.Property property, RowReader reader)
    {
        var since = property.During is Window.Since window ? new AttributeReader(snapshot, declared, window.Attribute) : null;
        var sources = new EventCompiler(snapshot, declared, objects, now).Sources(property.Events, property.Path, "/by");
        var events = new EventFinder(sources, new RowWindow(property.During, since, now, declared.Zone));
        return row =>
        {
            reader.MoveTo(row);
            return events.Find(reader).Select(e => e.Source.Of!.ValueAt(e.Entry)).OfType<StudioValue>();
        };
    }
}
