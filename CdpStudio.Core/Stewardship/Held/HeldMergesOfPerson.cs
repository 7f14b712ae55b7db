using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Stewardship.Held;

/// <summary>That somebody was seen with what is another person's. The other one is not told: their number is theirs.</summary>
internal sealed class HeldMergesOfPerson(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue) : IPersonalData
{
    public string Part => PersonalPart.HeldMerges;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await foreach (var held in Of(db, person).AsNoTracking().OrderBy(h => h.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            yield return new JsonObject
            {
                ["number"] = held.Id,
                ["reason"] = PersonalJson.Name(held.Reason),
                ["state"] = PersonalJson.Name(held.State),
                ["at"] = JsonValue.Create(DateTimeOffset.FromUnixTimeMilliseconds(held.SeenAt)),
                ["by"] = held.By,
                ["decidedAt"] = held.DecidedAt is { } at ? JsonValue.Create(at) : null,
            };
        }
    }

    public Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Background, async (db, token) => (long)await Of(db, person).ExecuteDeleteAsync(token), cancellationToken);

    private static IQueryable<HeldMerge> Of(StudioDbContext db, AskedPerson person)
    {
        var numbers = person.Numbers;
        return db.HeldMerges.Where(h => numbers.Contains(h.Low) || numbers.Contains(h.High) || numbers.Contains(h.Via));
    }
}
