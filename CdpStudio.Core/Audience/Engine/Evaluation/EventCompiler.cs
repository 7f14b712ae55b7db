using System.Diagnostics;
using System.Globalization;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>Finds the series that a rule's event name takes in, and makes filters ready for each.</summary>
internal sealed class EventCompiler(Snapshot snapshot, Declared declared, long now)
{
    /// <param name="of">Path that a measure is about; null for none.</param>
    /// <param name="pointer">Of the node with <c>event</c> and <c>where</c>.</param>
    public EventSource[] Sources(EventMatch match, string? of, string pointer)
    {
        var pattern = EventPattern.Of(match.Name);
        RefuseReferences(match.Where, of, pointer);

        return
        [
            .. snapshot.Events.All.Where(s => pattern.Takes(s.Key)).Select(s => new EventSource(
                s,
                match.Where.Count == 0 ? null : Filter(match.Where, s, pointer + "/where"),
                of is null ? null : Property(of, s))),
        ];
    }

    public EventFilter Filter(IReadOnlyList<Filter> filters, SeriesView series, string pointer)
    {
        RefuseReferences(filters, null, pointer);
        return filters.Count == 1 ? Filter(filters[0], series) : new EventFilter.All([.. filters.Select(f => Filter(f, series))]);
    }

    private EventFilter Filter(Filter filter, SeriesView series) => filter switch
    {
        Rules.Filter.All f => new EventFilter.All([.. f.Filters.Select(inner => Filter(inner, series))]),
        Rules.Filter.Any f => new EventFilter.Any([.. f.Filters.Select(inner => Filter(inner, series))]),
        Rules.Filter.Not f => new EventFilter.Not(Filter(f.Inner, series)),
        Rules.Filter.Property f => Test(Property(f.Path, series), f.Test),
        _ => throw new UnreachableException(filter.GetType().Name),
    };

    private EventFilter.Property Test(EventProperty property, Test test) =>
        new(property, new CellTest(property.Column, new ValueTest(test, now, declared.Zone)));

    private EventProperty Property(string path, SeriesView series)
    {
        if (EventTime.Of(path) is { } part) return new EventProperty.LocalTime(series, part, declared.Zone);

        var key = StudioText.Key(path);
        return new EventProperty.Path(new TypedColumn(series.Column(key), declared.Property(series.Key, key), declared.Zone));
    }

    private void RefuseReferences(IReadOnlyList<Filter> filters, string? of, string pointer)
    {
        if (of is not null && declared.IsReference(StudioText.Key(of))) throw ReferenceNotYet(pointer);
        for (var i = 0; i < filters.Count; i++)
        {
            if (filters[i].Properties().Any(p => declared.IsReference(StudioText.Key(p.Path))))
                throw ReferenceNotYet(string.Create(CultureInfo.InvariantCulture, $"{pointer}/where/{i}"));
        }
    }

    private static RuleNotYetException ReferenceNotYet(string pointer) => new(pointer, "A path through a reference into an object");
}
