using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Duplicates;

/// <summary>That somebody may be, or was taken for, the same as another person. The other one is not told: their number is theirs.</summary>
internal sealed class DuplicatesOfPerson(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue) : IPersonalData
{
    public string Part => PersonalPart.PossibleDuplicates;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var pairs = Of(db, person).AsNoTracking().OrderBy(p => p.Id).AsAsyncEnumerable();
        await foreach (var pair in pairs.WithCancellation(cancellationToken))
        {
            yield return new JsonObject
            {
                ["number"] = pair.Id,
                ["state"] = PersonalJson.Name(pair.State),
                ["probability"] = Math.Round(pair.Probability, 4),
                ["foundAt"] = JsonValue.Create(pair.FoundAt),
                ["decidedAt"] = pair.DecidedAt is { } at ? JsonValue.Create(at) : null,
                ["by"] = pair.By,
                ["automatic"] = pair.Automatic,
                ["compared"] = new JsonArray([.. PairEvidence.Read(pair.Evidence).Steps.Where(s => s.Field is not null).Select(s => (JsonNode)Of(s))]),
            };
        }
    }

    public Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Background, async (db, token) => (long)await Of(db, person).ExecuteDeleteAsync(token), cancellationToken);

    private static JsonObject Of(EvidenceStep step) => new()
    {
        ["name"] = step.Field,
        ["agreement"] = PersonalJson.Name(step.Agreement),
        ["weight"] = Math.Round(step.Bits, 2),
    };

    private static IQueryable<DuplicatePair> Of(StudioDbContext db, AskedPerson person)
    {
        var numbers = person.Numbers;
        List<ProfileId?> joined = [.. numbers.Select(n => (ProfileId?)n)];
        return db.DuplicatePairs.Where(p =>
            numbers.Contains(p.Low) || numbers.Contains(p.High) || joined.Contains(p.JoinedLow) || joined.Contains(p.JoinedHigh));
    }
}
