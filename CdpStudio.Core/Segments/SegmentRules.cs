using System.Collections.Concurrent;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Segments;

/// <summary>The saved segments as the engine and the rule reader see them: in memory, replaced with every save.</summary>
public sealed partial class SegmentRules(IDbContextFactory<StudioDbContext> contexts, ILogger<SegmentRules> logger) : ISegmentRules
{
    private readonly ConcurrentDictionary<string, SavedRule> _byKey = new(StringComparer.Ordinal);
    private readonly Lock _changing = new();
    // Raised by every change here: what was read before one must not come after it.
    private long _change;

    public IReadOnlyCollection<SavedRule> All => [.. _byKey.Values.OrderBy(s => s.Key.Value, StringComparer.Ordinal)];

    public Rule? Find(string key) => _byKey.TryGetValue(StudioText.Key(key), out var saved) ? saved.Rule : null;

    public bool Has(string key) => _byKey.ContainsKey(StudioText.Key(key));

    /// <summary>Null when there is no such segment.</summary>
    public SegmentNumber? NumberOf(string key) => _byKey.TryGetValue(StudioText.Key(key), out var saved) ? saved.Number : null;

    /// <summary>Null when there is no such segment.</summary>
    public string? NameOf(string key) => _byKey.TryGetValue(StudioText.Key(key), out var saved) ? saved.Name : null;

    /// <summary>Reads all from the database. At start, and from time to time for what another node saved.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        long before;
        List<Segment> stored;
        do
        {
            before = Interlocked.Read(ref _change);
            stored = await StoredAsync(cancellationToken);
        }
        while (!TryReplace(stored, before));
    }

    internal void Put(Segment segment)
    {
        lock (_changing)
        {
            _change++;
            Keep(segment);
        }
    }

    internal void Remove(SegmentKey key)
    {
        lock (_changing)
        {
            _change++;
            _byKey.TryRemove(StudioText.Key(key.Value), out _);
        }
    }

    private async Task<List<Segment>> StoredAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Segments.AsNoTracking().ToListAsync(cancellationToken);
    }

    /// <returns>False when something changed since.</returns>
    private bool TryReplace(List<Segment> stored, long before)
    {
        lock (_changing)
        {
            if (_change != before) return false;

            _change++;
            foreach (var segment in stored) Keep(segment);
            var keys = stored.Select(s => StudioText.Key(s.Key.Value)).ToHashSet(StringComparer.Ordinal);
            foreach (var gone in _byKey.Keys.Where(k => !keys.Contains(k))) _byKey.TryRemove(gone, out _);
            return true;
        }
    }

    private void Keep(Segment segment)
    {
        var key = StudioText.Key(segment.Key.Value);
        // The same version was read before, and rules are compared by reference where answers are kept; or an older save tells of itself late.
        if (_byKey.TryGetValue(key, out var known) && known.Number == segment.Number && known.Version >= segment.Version) return;

        _byKey[key] = new SavedRule(segment.Number, segment.Key, segment.Name, segment.Version, segment.Rule, Read(segment));
    }

    private Rule? Read(Segment segment)
    {
        switch (StoredRule.Read(segment.Rule))
        {
            case RuleReading.Read read:
                return read.Rule;
            case RuleReading.Refused refused:
                LogUnreadable(segment.Id, refused.Refusal.Pointer);
                return null;
            case var other:
                throw new System.Diagnostics.UnreachableException(other.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The stored rule of segment {SegmentId} is refused at {Pointer}; the segment has no members until it is saved again")]
    private partial void LogUnreadable(SegmentId segmentId, string pointer);
}

/// <param name="Json">As written.</param>
/// <param name="Rule">Null when the stored rule is refused: it is then a member's of nothing, and named broken, never everyone.</param>
public sealed record SavedRule(SegmentNumber Number, SegmentKey Key, string Name, int Version, string Json, Rule? Rule)
{
    /// <summary>A stored rule; null when it is refused.</summary>
    public static Rule? Read(string json) => (StoredRule.Read(json) as RuleReading.Read)?.Rule;
}
