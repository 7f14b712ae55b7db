using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Privacy;

/// <summary>Who asked for the person's data, this time among them, for as long as it is known whose they were.</summary>
internal sealed class RequestsOfPerson(IDbContextFactory<StudioDbContext> contexts) : IPersonalData
{
    public string Part => PersonalPart.PrivacyRequests;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ProfileId?> numbers = [.. person.Numbers.Select(n => (ProfileId?)n)];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var requests = db.PrivacyRequests.AsNoTracking().Where(r => numbers.Contains(r.Profile)).OrderBy(r => r.Id).AsAsyncEnumerable();
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
}
