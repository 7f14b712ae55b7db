using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>Declarations by folded name, and the workspace's zone.</summary>
internal sealed class Declared
{
    private readonly Dictionary<string, DataType> _attributes;
    private readonly Dictionary<string, WinningRule> _winning;
    private readonly Dictionary<string, Dictionary<string, DeclaredProperty>> _events;

    public Declared(Declarations source)
    {
        Source = source;
        Zone = WorkspaceZone.TryFind(source.TimeZone, out var zone)
            ? zone
            : throw new InvalidOperationException($"The workspace's time zone '{source.TimeZone}' is no IANA name.");

        _attributes = source.Attributes.ToDictionary(a => StudioText.Key(a.Key), a => a.Value);
        _winning = source.Winning.ToDictionary(w => StudioText.Key(w.Key), w => w.Value);
        _events = source.Events.ToDictionary(e => StudioText.Key(e.Key), e => e.Value.Properties.ToDictionary(p => StudioText.Key(p.Key), p => p.Value));
    }

    public Declarations Source { get; }

    public WorkspaceZone Zone { get; }

    public DataType? Attribute(string key) => _attributes.TryGetValue(key, out var type) ? type : null;

    public WinningRule Winning(string key) => _winning.GetValueOrDefault(key, WinningRule.Newest);

    public DataType? Property(string eventKey, string pathKey) =>
        _events.TryGetValue(eventKey, out var properties) && properties.TryGetValue(pathKey, out var declared) ? declared.Type : null;

    /// <summary>Whether any event declares the path.</summary>
    public bool HasProperty(string pathKey) => _events.Values.Any(properties => properties.ContainsKey(pathKey));

    /// <summary>
    /// Where a path leads through a reference into an object, by the property's own name or by that of the type which it refers to; null
    /// when it leads nowhere but into the event.
    /// </summary>
    /// <exception cref="RuleNotYetException">Several properties refer to the type.</exception>
    public Reference? ReferenceOf(string eventKey, string pathKey, string pointer)
    {
        if (!_events.TryGetValue(eventKey, out var properties)) return null;

        var references = properties
            .Where(p => p.Value.RefersTo is not null)
            .Select(p => new Reference(p.Key, StudioText.Key(p.Value.RefersTo!), pathKey)) // it has one
            .ToList();
        if (references.Where(r => Leads(r.Key, pathKey)).MaxBy(r => r.Key.Length) is { } own) return own with { Path = pathKey[(own.Key.Length + 1)..] };

        return references.Where(r => Leads(r.ObjectType, pathKey)).ToList() switch
        {
            [] => null,
            [var only] => only with { Path = pathKey[(only.ObjectType.Length + 1)..] },
            var several => throw new RuleNotYetException(
                pointer, $"'{pathKey}'", $"may lead through {string.Join(" or ", several.Select(r => r.Key))}, which refer to one type: write one of them instead"),
        };
    }

    /// <summary>Whether the path leads through a reference of any event.</summary>
    public bool MayBeReference(string pathKey) => _events.Values.SelectMany(properties => properties).Any(p =>
        p.Value.RefersTo is { } type && (Leads(p.Key, pathKey) || Leads(StudioText.Key(type), pathKey)));

    private static bool Leads(string from, string pathKey) => pathKey.StartsWith(from + ".", StringComparison.Ordinal);
}

/// <param name="Key">Folded path of the property that holds the object's key.</param>
/// <param name="ObjectType">Folded.</param>
/// <param name="Path">Folded, within the object.</param>
internal sealed record Reference(string Key, string ObjectType, string Path);
