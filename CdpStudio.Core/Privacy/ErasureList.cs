using System.Text.Json;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Privacy;

/// <param name="Identifier">Null once the person is erased.</param>
/// <param name="Done">Steps taken so far, of <paramref name="Total"/>.</param>
/// <param name="Certificate">Null before the end.</param>
/// <param name="Error">Why it failed, in English; see <see cref="ErasureFailure"/>. It can be tried again.</param>
public sealed record ErasureStatus(
    long Id,
    string? Identifier,
    PrivacyRequestState State,
    string By,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    bool Suppress,
    long Done,
    long? Total,
    ErasureCertificate? Certificate,
    string? Error);

public sealed class ErasureList(IDbContextFactory<StudioDbContext> contexts)
{
    public async Task<ErasureStatus?> FindAsync(long request, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await StatusAsync(db, Erasures(db).Where(r => r.Id == request), cancellationToken)).SingleOrDefault();
    }

    /// <summary>The newest first.</summary>
    /// <param name="before">The last one of the page before; null begins with the newest.</param>
    public async Task<IReadOnlyList<ErasureStatus>> RecentAsync(int size, long? before, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var requests = Erasures(db);
        if (before is { } id) requests = requests.Where(r => r.Id < id);
        return await StatusAsync(db, requests.OrderByDescending(r => r.Id).Take(size), cancellationToken);
    }

    internal static IQueryable<PrivacyRequest> Erasures(StudioDbContext db) => db.PrivacyRequests.Where(r => r.Kind == PrivacyRequestKind.Erasure);

    private static async Task<IReadOnlyList<ErasureStatus>> StatusAsync(
        StudioDbContext db, IQueryable<PrivacyRequest> query, CancellationToken cancellationToken)
    {
        var requests = await query.AsNoTracking().ToListAsync(cancellationToken);
        var jobs = await RequestJob.OfAsync(db, requests, cancellationToken);
        return requests.ConvertAll(r => Of(r, jobs.GetValueOrDefault(r.Job)));
    }

    private static ErasureStatus Of(PrivacyRequest request, RequestJob? job)
    {
        var state = RequestJob.StateOf(request, job);
        return new ErasureStatus(
            request.Id,
            request.Identifier,
            state,
            request.By,
            request.CreatedAt,
            request.FinishedAt,
            request.Suppress,
            job?.Done ?? 0,
            job?.Total,
            request is { FinishedAt: not null, Certificate: { } certificate }
                ? JsonSerializer.Deserialize<ErasureCertificate>(certificate, JsonSerializerOptions.Web) : null,
            state == PrivacyRequestState.Failed ? job?.Error ?? ErasureFailure.Cancelled : null);
    }
}
