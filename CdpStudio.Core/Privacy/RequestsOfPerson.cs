using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Privacy;

/// <summary>Who asked for the person's data, this time among them, for as long as it is known whose they were. With the data goes what was written of it.</summary>
internal sealed class RequestsOfPerson(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, RemovePersonExportHandler remove, StrayExports stray, TimeProvider clock) : IPersonalData
{
    public string Part => PersonalPart.PrivacyRequests;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var requests = Of(db, person).AsNoTracking().OrderBy(r => r.Id).AsAsyncEnumerable();
        await foreach (var request in requests.WithCancellation(cancellationToken))
        {
            yield return new JsonObject
            {
                ["number"] = request.Id,
                ["kind"] = PersonalJson.Name(request.Kind),
                ["identifier"] = request.Identifier,
                ["by"] = request.By,
                ["at"] = JsonValue.Create(request.CreatedAt),
            };
        }
    }

    /// <summary>
    /// With the exports of theirs what other erasures of theirs still remember, which failed and will not be tried again: there is nobody left.
    /// </summary>
    public async Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken)
    {
        List<long> requests;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken)) requests = await Of(db, person).Select(r => r.Id).ToListAsync(cancellationToken);

        foreach (var request in requests) await remove.HandleAsync(request, cancellationToken);
        await stray.RemoveAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return requests.Count + await queue.WriteAsync(
            WritePriority.Background,
            (db, token) => Failed(About(ErasureList.Erasures(db), person), db).ExecuteUpdateAsync(
                set => set
                    .SetProperty(r => r.Identifier, (string?)null)
                    .SetProperty(r => r.Profile, (ProfileId?)null)
                    .SetProperty(r => r.Person, (string?)null)
                    .SetProperty(r => r.FinishedAt, now),
                token),
            cancellationToken);
    }

    private static IQueryable<PrivacyRequest> Of(StudioDbContext db, AskedPerson person) => About(PersonExportList.Exports(db), person);

    private static IQueryable<PrivacyRequest> About(IQueryable<PrivacyRequest> requests, AskedPerson person)
    {
        List<ProfileId?> numbers = [.. person.Numbers.Select(n => (ProfileId?)n)];
        List<string?> identifiers = [.. person.Identifiers.Select(i => $"{i.Namespace}:{i.Value}")];
        return requests.Where(r => numbers.Contains(r.Profile) || identifiers.Contains(r.Identifier));
    }

    private static IQueryable<PrivacyRequest> Failed(IQueryable<PrivacyRequest> requests, StudioDbContext db)
    {
        var jobs = db.JobRuns;
        return requests.Where(r => r.FinishedAt == null && !jobs.Any(j => j.Id == r.Job && (j.State == JobState.Queued || j.State == JobState.Running)));
    }
}
