namespace CdpStudio.Core.Ingestion.Fields;

/// <summary>
/// Which names a source's messages of the days before had values for, to tell what today's have for the first time. Unlike
/// <see cref="FieldCounts"/> it adds days up without losing names, and knows of each whether it had too many.
/// </summary>
internal sealed class EarlierFields
{
    /// <summary>All that a source sends in its first days is new, and no news.</summary>
    internal const int DaysUntilKnown = 3;

    private readonly Dictionary<string, Known> _kinds = new(StringComparer.OrdinalIgnoreCase);
    private int _firstDay = int.MaxValue;
    private bool _full;

    public void Add(int day, FieldCounts counts)
    {
        _firstDay = Math.Min(_firstDay, day);
        _full |= counts.IsFull;
        foreach (var (name, kind) in counts.Kinds)
        {
            if (!_kinds.TryGetValue(name, out var known)) _kinds[name] = known = new Known();
            known.Messages += kind.Messages;
            known.Names.UnionWith(kind.Fields.Keys);
        }
    }

    /// <summary>Whether today's messages have a name that none of these days has; one that is not added yet may have it.</summary>
    public bool Lacks(FieldCounts today) =>
        !_full && today.Kinds.Any(kind => !_kinds.TryGetValue(kind.Key, out var known) || !known.Names.IsSupersetOf(kind.Value.Fields.Keys));

    /// <summary>The most frequent first.</summary>
    public IReadOnlyList<NewField> NewIn(FieldCounts today, int day)
    {
        // A day that had too many names may have had any.
        if (_full || day - _firstDay < DaysUntilKnown || _kinds.Values.Sum(k => k.Messages) < SourceDrift.Enough) return [];

        return
        [
            .. today.Kinds.SelectMany(kind => NewOf(kind.Key, kind.Value))
                .OrderByDescending(f => f.Times)
                .ThenBy(f => f.Event, StringComparer.OrdinalIgnoreCase)
                .ThenBy(f => f.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private IEnumerable<NewField> NewOf(string kind, FieldCounts.Kind today)
    {
        var @event = kind.Length == 0 ? null : kind;
        var known = _kinds.GetValueOrDefault(kind);
        if (known is null && @event is not null) return [new NewField(@event, null, today.Messages, today.Messages)];
        // A few messages do not tell even what is usual.
        if (known is { Messages: < SourceDrift.Enough }) return [];

        return today.Fields
            .Where(f => known is null || !known.Names.Contains(f.Key))
            .Select(f => new NewField(@event, f.Key, f.Value, today.Messages));
    }

    private sealed class Known
    {
        public HashSet<string> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

        public long Messages { get; set; }
    }
}
