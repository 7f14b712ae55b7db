using System.Text.Json;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Privacy;

/// <param name="Identifier">Null once it was removed with the files.</param>
/// <param name="Done">Parts written so far, of <paramref name="Total"/>.</param>
/// <param name="Counts">Items of each part, in their order; empty before the end.</param>
/// <param name="Files">Those that can be had; none before the end and none after they were removed.</param>
/// <param name="Error">Why it failed, in English; see <see cref="ExportFailure"/>.</param>
public sealed record PersonExportStatus(
    long Id,
    string? Identifier,
    PrivacyRequestState State,
    string By,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    DateTimeOffset? RemovedAt,
    long Done,
    long? Total,
    IReadOnlyList<KeyValuePair<string, long>> Counts,
    IReadOnlyList<string> Files,
    string? Error);

public sealed class PersonExportList(IDbContextFactory<StudioDbContext> contexts, TimeProvider clock)
{
    public async Task<PersonExportStatus?> FindAsync(long request, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await StatusAsync(db, Exports(db).Where(r => r.Id == request), cancellationToken)).SingleOrDefault();
    }

    /// <summary>The newest first.</summary>
    /// <param name="before">The last one of the page before; null begins with the newest.</param>
    public async Task<IReadOnlyList<PersonExportStatus>> RecentAsync(int size, long? before, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var requests = Exports(db);
        if (before is { } id) requests = requests.Where(r => r.Id < id);
        return await StatusAsync(db, requests.OrderByDescending(r => r.Id).Take(size), cancellationToken);
    }

    internal static IQueryable<PrivacyRequest> Exports(StudioDbContext db) => db.PrivacyRequests.Where(r => r.Kind == PrivacyRequestKind.Export);

    private async Task<IReadOnlyList<PersonExportStatus>> StatusAsync(
        StudioDbContext db, IQueryable<PrivacyRequest> query, CancellationToken cancellationToken)
    {
        var requests = await query.AsNoTracking().ToListAsync(cancellationToken);
        var jobs = await RequestJob.OfAsync(db, requests, cancellationToken);
        return requests.ConvertAll(r => Of(r, jobs.GetValueOrDefault(r.Job)));
    }

    private PersonExportStatus Of(PrivacyRequest request, RequestJob? job)
    {
        var state = RequestJob.StateOf(request, job);
        var isThere = request is { FinishedAt: { } finished, RemovedAt: null } && clock.GetUtcNow() - finished < ExportFiles.Kept;
        return new PersonExportStatus(
            request.Id,
            request.Identifier,
            state,
            request.By,
            request.CreatedAt,
            request.FinishedAt ?? job?.FinishedAt,
            request.RemovedAt,
            job?.Done ?? 0,
            job?.Total,
            request.Counts is { } counts ? [.. JsonSerializer.Deserialize<OrderedDictionary<string, long>>(counts)!] : [],
            isThere ? ExportFiles.Names : [],
            state == PrivacyRequestState.Failed ? job?.Error ?? ExportFailure.Cancelled : null);
    }
}
