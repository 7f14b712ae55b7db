using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Audience.Engine.Evaluation;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience;

internal sealed class IndexedVocabulary(LiveAudience index, IAudienceCatalogue catalogue) : IAudienceVocabulary
{
    public IReadOnlyList<KnownAttribute> Attributes()
    {
        var (snapshot, declared) = (index.Current, new Declared(catalogue.Current));
        var seen = snapshot.Attributes.All
            .Select(s => (Series: s, new AttributeReader(snapshot, declared, s.Name).Type))
            .Where(s => s.Type is not null)
            .Select(s => new KnownAttribute(s.Series.Name, s.Type!.Value, declared.Attribute(s.Series.Key) is not null, s.Series.Count, s.Series.LastTs));
        var unseen = declared.Source.Attributes
            .Where(a => snapshot.Attributes.Find(StudioText.Key(a.Key)) is null)
            .Select(a => new KnownAttribute(a.Key, a.Value, true, 0, 0));

        return [.. seen.Concat(unseen).OrderBy(a => StudioText.Key(a.Name), StringComparer.Ordinal)];
    }

    public IReadOnlyList<KnownEvent> Events() =>
    [
        .. index.Current.Events.All
            .Select(s => new KnownEvent(s.Name, s.Count, s.FirstTs, s.LastTs))
            .OrderByDescending(e => e.Events)
            .ThenBy(e => StudioText.Key(e.Name), StringComparer.Ordinal),
    ];

    public IReadOnlyList<KnownProperty> Properties(string eventName)
    {
        var declared = new Declared(catalogue.Current);
        return
        [
            .. Matching(index.Current, eventName)
                .SelectMany(s => s.Columns.Select(c => (Series: s, Column: c, Key: StudioText.Key(c.Name))))
                .GroupBy(c => c.Key)
                .Select(g => (First: g.First(), Type: g.Select(c => declared.Property(c.Series.Key, c.Key)).FirstOrDefault(t => t is not null), Values: g.Sum(c => c.Column.Filled)))
                .Select(p => (p.First.Column.Name, Type: p.Type ?? TypeOf(p.First.Column.FirstKind), Declared: p.Type is not null, p.Values))
                .Where(p => p.Type is not null)
                .Select(p => new KnownProperty(p.Name, p.Type!.Value, p.Declared, p.Values))
                .OrderBy(p => StudioText.Key(p.Path), StringComparer.Ordinal),
        ];
    }

    public bool HasAttribute(string name) => TypeOf(name) is not null;

    public bool HasEvent(string name)
    {
        var pattern = EventPattern.Of(name);
        return Matching(index.Current, name).Any() || catalogue.Current.Events.Keys.Any(declared => pattern.Takes(StudioText.Key(declared)));
    }

    public bool HasProperty(string path)
    {
        var key = StudioText.Key(path);
        var first = key.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? key[..dot] : key;
        var declared = new Declared(catalogue.Current);
        return declared.HasProperty(key) || declared.MayBeReference(key) || index.Current.Events.All.SelectMany(s => s.ColumnsByKey.Keys).Any(k =>
            k.StartsWith(first, StringComparison.Ordinal) && (k.Length == first.Length || k[first.Length] == '.'));
    }

    public DataType? TypeOf(string attribute) => new AttributeReader(index.Current, new Declared(catalogue.Current), attribute).Type;

    public IReadOnlyList<KnownValue> AttributeValues(string attribute, string containing, int limit)
    {
        var snapshot = index.Current;
        return snapshot.Attributes.Find(StudioText.Key(attribute)) is { } series
            ? ValueCounts.Top(snapshot.Rows, [(series, AttributeIntake.ColumnKey)], containing, limit)
            : [];
    }

    public IReadOnlyList<KnownValue> PropertyValues(string eventName, string path, string containing, int limit)
    {
        var (snapshot, key) = (index.Current, StudioText.Key(path));
        return ValueCounts.Top(snapshot.Rows, [.. Matching(snapshot, eventName).Select(s => (s, key))], containing, limit);
    }

    private static IEnumerable<SeriesView> Matching(Snapshot snapshot, string eventName)
    {
        var pattern = EventPattern.Of(eventName);
        return snapshot.Events.All.Where(s => pattern.Takes(s.Key));
    }

    /// <summary>Null for objects: their members have paths of their own.</summary>
    private static DataType? TypeOf(ValueKind kind) => kind switch
    {
        ValueKind.Text => DataType.Text,
        ValueKind.Number or ValueKind.LongNumber => DataType.Number,
        ValueKind.Boolean => DataType.Boolean,
        ValueKind.List => DataType.List,
        _ => null,
    };
}
