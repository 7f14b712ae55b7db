using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Fields;

/// <summary>
/// How many messages of each kind there were, and how many of them had a value for each name. Holds a bounded number of names, whatever
/// is sent: those that come when it is full, and very long ones, are not counted.
/// </summary>
internal sealed class FieldCounts
{
    public const int MaxNames = 500;
    public const int MaxNameLength = 100;

    private readonly Dictionary<string, Kind> _kinds = new(StringComparer.OrdinalIgnoreCase);
    private int _names;

    /// <summary>By event name; empty for what is said of people.</summary>
    public IReadOnlyDictionary<string, Kind> Kinds => _kinds;

    /// <summary>Whether there may have been names that it does not know.</summary>
    public bool IsFull => _names == MaxNames;

    public static FieldCounts Read(string json)
    {
        var counts = new FieldCounts();
        foreach (var stored in JsonSerializer.Deserialize<List<StoredKind>>(json, JsonSerializerOptions.Web)!) // written below, never null
            counts.Add(stored.Event, stored.Messages, stored.Fields);

        return counts;
    }

    public string Write() => JsonSerializer.Serialize(
        _kinds.Select(k => new StoredKind(k.Key, k.Value.Messages, k.Value.Fields.ToDictionary())), JsonSerializerOptions.Web);

    /// <param name="event">Null for a message that says something of a person.</param>
    public void Add(string? @event, IReadOnlyList<string> names)
    {
        if (KindOf(@event ?? "") is not { } kind) return;

        kind.Messages++;
        // Of names that are equal without case a message has one.
        foreach (var name in names.Count < 2 ? names : names.Select(StudioText.Normal).Distinct(StringComparer.OrdinalIgnoreCase)) AddName(kind, name, 1);
    }

    public void Add(FieldCounts other)
    {
        foreach (var (name, kind) in other._kinds) Add(name, kind.Messages, kind.Fields);
    }

    private void Add(string name, long messages, IReadOnlyDictionary<string, long> fields)
    {
        if (KindOf(name) is not { } kind) return;

        kind.Messages += messages;
        foreach (var (field, times) in fields) AddName(kind, field, times);
    }

    private Kind? KindOf(string name)
    {
        var normal = StudioText.Normal(name);
        if (_kinds.TryGetValue(normal, out var kind)) return kind;
        if (!TakesAnother(normal)) return null;

        return _kinds[normal] = new Kind();
    }

    private void AddName(Kind kind, string name, long times)
    {
        var normal = StudioText.Normal(name);
        if (kind.Names.TryGetValue(normal, out var known)) kind.Names[normal] = known + times;
        else if (TakesAnother(normal)) kind.Names[normal] = times;
    }

    private bool TakesAnother(string name)
    {
        if (name.Length > MaxNameLength || _names == MaxNames) return false;

        _names++;
        return true;
    }

    internal sealed class Kind
    {
        internal Dictionary<string, long> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

        public long Messages { get; set; }

        /// <summary>In how many messages each name had a value.</summary>
        public IReadOnlyDictionary<string, long> Fields => Names;
    }

    private sealed record StoredKind(string Event, long Messages, Dictionary<string, long> Fields);
}
