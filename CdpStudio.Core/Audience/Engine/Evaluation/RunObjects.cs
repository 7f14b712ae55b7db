using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>The objects that rules lead into, one view of each type for a whole answer.</summary>
internal sealed class RunObjects(IEnumerable<IAudienceObjects> kept, ReferenceColumns columns)
{
    private readonly ConcurrentDictionary<string, AudienceObjects?> _views = [];

    /// <param name="key">The property that refers to the objects.</param>
    /// <returns>Null when nobody keeps objects of the type.</returns>
    public ReferenceColumn? Column(Reference reference, SeriesView series, TypedColumn key)
    {
        var objects = _views.GetOrAdd(reference.ObjectType, type => kept.Select(k => k.Find(type)).FirstOrDefault(o => o is not null));
        return objects is null ? null : columns.Of(objects, reference, series, key);
    }
}

/// <summary>Columns behind references, kept as long as neither the objects nor the events of the series change.</summary>
internal sealed class ReferenceColumns
{
    private readonly ConditionalWeakTable<AudienceObjects, ConcurrentDictionary<string, IReadOnlyDictionary<string, StudioValue>>> _values = [];
    private readonly ConditionalWeakTable<SeriesView, ConcurrentDictionary<(AudienceObjects, Reference, DataType?), ReferenceColumn>> _columns = [];

    public ReferenceColumn Of(AudienceObjects objects, Reference reference, SeriesView series, TypedColumn key) =>
        _columns.GetOrCreateValue(series).GetOrAdd((objects, reference, key.Type), _ => new ReferenceColumn(Values(objects, reference.Path), key));

    private IReadOnlyDictionary<string, StudioValue> Values(AudienceObjects objects, string path) =>
        _values.GetOrCreateValue(objects).GetOrAdd(path, _ => Read(objects, path));

    private static Dictionary<string, StudioValue> Read(AudienceObjects objects, string path)
    {
        var values = new Dictionary<string, StudioValue>();
        foreach (var (key, json) in objects.All)
        {
            using var document = JsonDocument.Parse(json);
            if (JsonPaths.At(document.RootElement, path) is { } value) values[StudioText.Key(key)] = value;
        }

        return values;
    }
}
