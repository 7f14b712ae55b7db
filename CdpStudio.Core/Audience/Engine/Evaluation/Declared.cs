using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>Declarations by folded name, and the workspace's zone.</summary>
internal sealed class Declared
{
    private readonly Dictionary<string, DataType> _attributes;
    private readonly Dictionary<string, Dictionary<string, DataType?>> _events;
    private readonly HashSet<string> _references = [];

    public Declared(Declarations source)
    {
        Source = source;
        Zone = WorkspaceZone.TryFind(source.TimeZone, out var zone)
            ? zone
            : throw new InvalidOperationException($"The workspace's time zone '{source.TimeZone}' is no IANA name.");

        _attributes = source.Attributes.ToDictionary(a => StudioText.Key(a.Key), a => a.Value);
        _events = source.Events.ToDictionary(
            e => StudioText.Key(e.Key), e => e.Value.Properties.ToDictionary(p => StudioText.Key(p.Key), p => p.Value.Type));
        foreach (var (path, property) in source.Events.Values.SelectMany(e => e.Properties).Where(p => p.Value.RefersTo is not null))
        {
            _references.Add(StudioText.Key(path));
            _references.Add(StudioText.Key(property.RefersTo!));
        }
    }

    public Declarations Source { get; }

    public WorkspaceZone Zone { get; }

    public DataType? Attribute(string key) => _attributes.TryGetValue(key, out var type) ? type : null;

    public DataType? Property(string eventKey, string pathKey) =>
        _events.TryGetValue(eventKey, out var properties) && properties.TryGetValue(pathKey, out var type) ? type : null;

    /// <summary>Whether any event declares the path.</summary>
    public bool HasProperty(string pathKey) => _events.Values.Any(properties => properties.ContainsKey(pathKey));

    /// <summary>Whether a path leads through a reference into an object.</summary>
    public bool IsReference(string pathKey) => _references.Any(r => pathKey.StartsWith(r + ".", StringComparison.Ordinal));
}
