using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Privacy;

/// <summary>Who asked for the person's data, this time among them, for as long as it is known whose they were. With the data goes what was written of it.</summary>
internal sealed class RequestsOfPerson(IDbContextFactory<StudioDbContext> contexts, RemovePersonExportHandler remove) : IPersonalData
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

    public async Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken)
    {
        List<long> requests;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken)) requests = await Of(db, person).Select(r => r.Id).ToListAsync(cancellationToken);

        foreach (var request in requests) await remove.HandleAsync(request, cancellationToken);
        return requests.Count;
    }

    private static IQueryable<PrivacyRequest> Of(StudioDbContext db, AskedPerson person)
    {
        List<ProfileId?> numbers = [.. person.Numbers.Select(n => (ProfileId?)n)];
        List<string?> identifiers = [.. person.Identifiers.Select(i => $"{i.Namespace}:{i.Value}")];
        return PersonExportList.Exports(db).Where(r => numbers.Contains(r.Profile) || identifiers.Contains(r.Identifier));
    }
}
