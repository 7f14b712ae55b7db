using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Duplicates;

/// <param name="Low">The number that one of the people showed when they were found.</param>
/// <param name="By">Null while open and when the product decided.</param>
public sealed record DuplicateRow(
    long Id,
    ProfileId Low,
    ProfileId High,
    double Weight,
    double Probability,
    PairEvidence Evidence,
    DuplicateState State,
    DateTimeOffset FoundAt,
    DateTimeOffset? DecidedAt,
    string? By,
    bool Automatic)
{
    public PairPlace Place => new(State == DuplicateState.Open ? Weight : DecidedAt?.ToUnixTimeMilliseconds() ?? 0, Id);

    internal static DuplicateRow Of(DuplicatePair pair) => new(
        pair.Id, pair.Low, pair.High, pair.Weight, pair.Probability, PairEvidence.Read(pair.Evidence), pair.State, pair.FoundAt, pair.DecidedAt, pair.By,
        pair.Automatic);
}

/// <summary>What a list of pairs shows.</summary>
public enum DuplicateView
{
    Open,
    Accepted,

    /// <summary>Those that were joined and taken apart again too.</summary>
    Rejected,
}

/// <param name="Findings">Of the last search that came to its end; null before the first.</param>
/// <param name="Last">The search that was started last; null before the first.</param>
public sealed record DuplicateSearchStatus(bool Nightly, bool Automatic, double Threshold, DuplicateFindings? Findings, JobRow? Last);

public sealed class DuplicateList(IDbContextFactory<StudioDbContext> contexts)
{
    /// <summary>Of the jobs that search.</summary>
    public const string SearchKind = FindDuplicates.Kind;

    /// <summary>Open ones: the most probable first; others: those decided last.</summary>
    /// <param name="after">The last one of the page before; null begins with the first.</param>
    public async Task<IReadOnlyList<DuplicateRow>> PageAsync(DuplicateView view, PairPlace? after, int size, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var pairs = view == DuplicateView.Open ? Open(db, after) : Decided(Of(db, view), after);
        return [.. (await pairs.AsNoTracking().Take(size).ToListAsync(cancellationToken)).Select(DuplicateRow.Of)];
    }

    public async Task<DuplicateRow?> FindAsync(long pair, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.DuplicatePairs.AsNoTracking().SingleOrDefaultAsync(p => p.Id == pair, cancellationToken) is { } found ? DuplicateRow.Of(found) : null;
    }

    /// <summary>The open pair behind one, or the first one where that was the last; null when there is no other.</summary>
    public async Task<long?> NextAsync(DuplicateRow pair, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var behind = await Open(db, new PairPlace(pair.Weight, pair.Id)).Select(p => (long?)p.Id).FirstOrDefaultAsync(cancellationToken);
        return behind ?? await Open(db, after: null).Where(p => p.Id != pair.Id).Select(p => (long?)p.Id).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<IReadOnlyDictionary<DuplicateView, long>> CountsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var counts = new Dictionary<DuplicateView, long>();
        foreach (var view in Enum.GetValues<DuplicateView>()) counts[view] = await Of(db, view).LongCountAsync(cancellationToken);
        return counts;
    }

    public async Task<DuplicateSearchStatus> SearchAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var search = await db.DuplicateSearches.AsNoTracking().SingleAsync(cancellationToken);
        var runs = db.JobRuns.Where(r => r.Kind == FindDuplicates.Kind && (r.Arguments != null || search.Nightly)).OrderByDescending(r => r.CreatedAt);
        var last = await JobList.Rows(runs).FirstOrDefaultAsync(cancellationToken);
        return new DuplicateSearchStatus(
            search.Nightly, search.Automatic, search.Threshold, search.Findings is null ? null : DuplicateFindings.Read(search.Findings), last);
    }

    private static IQueryable<DuplicatePair> Of(StudioDbContext db, DuplicateView view) => view switch
    {
        DuplicateView.Open => db.DuplicatePairs.Where(p => p.State == DuplicateState.Open),
        DuplicateView.Accepted => db.DuplicatePairs.Where(p => p.State == DuplicateState.Accepted),
        _ => db.DuplicatePairs.Where(p => p.State == DuplicateState.Rejected || p.State == DuplicateState.Undone),
    };

    private static IQueryable<DuplicatePair> Open(StudioDbContext db, PairPlace? after)
    {
        var open = Of(db, DuplicateView.Open);
        if (after is { } place) open = open.Where(p => p.Weight < place.Key || (p.Weight == place.Key && p.Id > place.Id));
        return open.OrderByDescending(p => p.Weight).ThenBy(p => p.Id);
    }

    private static IQueryable<DuplicatePair> Decided(IQueryable<DuplicatePair> pairs, PairPlace? after)
    {
        if (after is { } place)
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Clamp(place.Key, EpochTime.First, EpochTime.Last));
            pairs = pairs.Where(p => p.DecidedAt < at || (p.DecidedAt == at && p.Id < place.Id));
        }

        return pairs.OrderByDescending(p => p.DecidedAt).ThenByDescending(p => p.Id);
    }
}
