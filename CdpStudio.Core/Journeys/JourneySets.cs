using System.Collections.Concurrent;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys;

/// <summary>
/// Which journeys there are and how people stand in them, for rules that ask about it. A journey's runs are read when somebody first asks;
/// from then on whoever lets people in or out tells it after the commit.
/// </summary>
public sealed class JourneySets(IDbContextFactory<StudioDbContext> contexts, TimeProvider clock) : IAudienceSets, IDisposable
{
    // For what another node moved, which nobody tells here.
    private static readonly TimeSpan s_atMost = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<JourneyNumber, JourneyStandings> _standings = new();
    private readonly SemaphoreSlim _reading = new(1);
    // One at a time: what was read before a change must not come after what has it.
    private readonly SemaphoreSlim _naming = new(1);
    private volatile Dictionary<string, Known>? _journeys;

    public string? NameOf(AudienceSetName set) => set is AudienceSetName.Journey journey ? Find(journey.Key)?.Name : null;

    public async Task<AudienceSet?> FindAsync(AudienceSetName set, CancellationToken cancellationToken)
    {
        if (set is not AudienceSetName.Journey journey) return null;

        if (_journeys is null) await LoadAsync(cancellationToken);
        if (Find(journey.Key) is not { } known) return null;

        await _reading.WaitAsync(cancellationToken);
        try
        {
            var standings = _standings.GetOrAdd(known.Number, number => new JourneyStandings(number));
            return await standings.FindAsync(contexts, clock.GetUtcNow(), s_atMost, cancellationToken);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Reads the names of all. At start, when one is made, renamed or deleted, and from time to time for what another node did.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _naming.WaitAsync(cancellationToken);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var stored = await db.Journeys.AsNoTracking().Select(j => new { j.Key, j.Number, j.Name }).ToListAsync(cancellationToken);
            _journeys = stored.ToDictionary(j => StudioText.Key(j.Key), j => new Known(j.Number, j.Name));
            foreach (var gone in _standings.Keys.Except(stored.Select(j => j.Number))) _standings.TryRemove(gone, out _);
        }
        finally
        {
            _naming.Release();
        }
    }

    internal void Came(IEnumerable<JourneyRun> runs)
    {
        foreach (var run in runs)
        {
            if (_standings.TryGetValue(run.Journey, out var standings)) standings.Came(run.Id, run.Profile);
        }
    }

    internal void Ended(JourneyNumber journey, IEnumerable<long> runs, JourneyRunState state)
    {
        if (!_standings.TryGetValue(journey, out var standings)) return;

        foreach (var run in runs) standings.Ended(run, state);
    }

    public void Dispose()
    {
        _reading.Dispose();
        _naming.Dispose();
    }

    private Known? Find(string key) => _journeys?.GetValueOrDefault(StudioText.Key(key));

    private sealed record Known(JourneyNumber Number, string Name);
}
