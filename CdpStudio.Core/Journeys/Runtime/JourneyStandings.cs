using System.Diagnostics;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys.Runtime;

/// <summary>How everybody stands in one journey, in memory.</summary>
internal sealed class JourneyStandings(JourneyNumber journey)
{
    private readonly Lock _moving = new();
    private Dictionary<long, Walk> _walks = [];
    private List<(long Run, Walk Walk)>? _meanwhile;
    private AudienceSet.Standings? _set;
    private DateTimeOffset? _readAt;

    /// <summary>For one caller at a time; what moves may be told at any time.</summary>
    /// <param name="atMost">How old the last reading may be.</param>
    public async Task<AudienceSet.Standings> FindAsync(
        IDbContextFactory<StudioDbContext> contexts, DateTimeOffset now, TimeSpan atMost, CancellationToken cancellationToken)
    {
        // Of either sign: a clock may be set back.
        if (_readAt is not { } readAt || (now - readAt).Duration() >= atMost)
        {
            await ReadAsync(contexts, cancellationToken);
            _readAt = now;
        }

        lock (_moving) return _set ??= Make();
    }

    public void Came(long run, ProfileId profile) => Take(run, new Walk(profile, JourneyRunState.Active));

    public void Ended(long run, JourneyRunState state) => Take(run, new Walk(default, state));

    private async Task ReadAsync(IDbContextFactory<StudioDbContext> contexts, CancellationToken cancellationToken)
    {
        // What moves while the runs are read may be missing among them.
        lock (_moving) _meanwhile = [];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var walks = await db.JourneyRuns.AsNoTracking().Where(r => r.Journey == journey)
            .Select(r => new { r.Id, r.Profile, r.State }).ToDictionaryAsync(r => r.Id, r => new Walk(r.Profile, r.State), cancellationToken);
        lock (_moving)
        {
            foreach (var (run, walk) in _meanwhile) Take(walks, run, walk);
            (_walks, _meanwhile, _set) = (walks, null, null);
        }
    }

    private void Take(long run, Walk walk)
    {
        lock (_moving)
        {
            _meanwhile?.Add((run, walk));
            Take(_walks, run, walk);
            _set = null;
        }
    }

    /// <summary>A walk ends once, and that somebody came may be told after they left.</summary>
    private static void Take(Dictionary<long, Walk> walks, long run, Walk told)
    {
        var known = walks.GetValueOrDefault(run, told);
        walks[run] = new Walk(
            known.Profile == default ? told.Profile : known.Profile, known.State == JourneyRunState.Active ? told.State : known.State);
    }

    private AudienceSet.Standings Make()
    {
        var standings = new Dictionary<ProfileId, AudienceStanding>();
        foreach (var (run, walk) in _walks)
        {
            if (walk.Profile == default) continue;

            var standing = new AudienceStanding(walk.Profile, Of(walk.State), run);
            if (!standings.TryGetValue(walk.Profile, out var known) || RankOf(standing).CompareTo(RankOf(known)) > 0) standings[walk.Profile] = standing;
        }

        return new AudienceSet.Standings([.. standings.Values.OrderBy(s => s.Profile)]);
    }

    private static (bool, long) RankOf(AudienceStanding standing) => (standing.State == Rules.JourneyState.Active, standing.Order);

    private static Rules.JourneyState Of(JourneyRunState state) => state switch
    {
        JourneyRunState.Active => Rules.JourneyState.Active,
        JourneyRunState.Completed => Rules.JourneyState.Completed,
        JourneyRunState.Exited => Rules.JourneyState.Exited,
        _ => throw new UnreachableException(state.ToString()),
    };

    /// <param name="Profile">The default one until it is told.</param>
    private readonly record struct Walk(ProfileId Profile, JourneyRunState State);
}
