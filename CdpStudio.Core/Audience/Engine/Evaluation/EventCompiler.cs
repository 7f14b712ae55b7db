using System.Diagnostics;
using System.Globalization;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>Finds the series that a rule's event name takes in, and makes filters ready for each.</summary>
internal sealed class EventCompiler(Snapshot snapshot, Declared declared, RunObjects objects, long now)
{
    /// <param name="of">Path that a measure is about; null for none.</param>
    /// <param name="pointer">Of the node with <c>event</c> and <c>where</c>.</param>
    public EventSource[] Sources(EventMatch match, string? of, string pointer)
    {
        var pattern = EventPattern.Of(match.Name);
        return
        [
            .. snapshot.Events.All.Where(s => pattern.Takes(s.Key)).Select(s => new EventSource(
                s,
                match.Where.Count == 0 ? null : Filter(match.Where, s, pointer + "/where"),
                of is null ? null : Property(of, s, pointer))),
        ];
    }

    public EventFilter Filter(IReadOnlyList<Filter> filters, SeriesView series, string pointer)
    {
        EventFilter Of(int place) => Filter(filters[place], series, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{place}"));
        return filters.Count == 1 ? Of(0) : new EventFilter.All([.. filters.Select((_, place) => Of(place))]);
    }

    /// <param name="pointer">Of the filter, or of the one that it stands in.</param>
    private EventFilter Filter(Filter filter, SeriesView series, string pointer) => filter switch
    {
        Rules.Filter.All f => new EventFilter.All([.. f.Filters.Select(inner => Filter(inner, series, pointer))]),
        Rules.Filter.Any f => new EventFilter.Any([.. f.Filters.Select(inner => Filter(inner, series, pointer))]),
        Rules.Filter.Not f => new EventFilter.Not(Filter(f.Inner, series, pointer)),
        Rules.Filter.Property f => Test(Property(f.Path, series, pointer), f.Test),
        _ => throw new UnreachableException(filter.GetType().Name),
    };

    private EventFilter.Property Test(EventProperty property, Test test) =>
        new(property, new CellTest(property.Column, new ValueTest(test, now, declared.Zone)));

    private EventProperty Property(string path, SeriesView series, string pointer)
    {
        if (EventTime.Of(path) is { } part) return new EventProperty.LocalTime(series, part, declared.Zone);

        var key = StudioText.Key(path);
        return declared.ReferenceOf(series.Key, key, pointer) is { } reference
            ? Referenced(reference, series, pointer)
            : new EventProperty.Path(Column(series, key));
    }

    private EventProperty.Referenced Referenced(Reference reference, SeriesView series, string pointer)
    {
        var key = Column(series, reference.Key);
        var column = objects.Column(reference, series, key)
            ?? throw new RuleNotYetException(pointer, $"A path into objects of type '{reference.ObjectType}', which nobody keeps,");
        return new EventProperty.Referenced(key, column, declared.Zone);
    }

    private TypedColumn Column(SeriesView series, string key) => new(series.Column(key), declared.Property(series.Key, key), declared.Zone);
}
