using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Profiles.Reveals;

/// <summary>Who looked at the person without masks.</summary>
internal sealed class RevealsOfPerson(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue) : IPersonalData
{
    public string Part => PersonalPart.Reveals;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var reveals = Of(db, person).AsNoTracking().OrderBy(r => r.Id).AsAsyncEnumerable();
        await foreach (var reveal in reveals.WithCancellation(cancellationToken))
        {
            yield return new JsonObject
            {
                ["number"] = reveal.Id,
                ["by"] = reveal.By,
                ["at"] = JsonValue.Create(reveal.At),
                ["reason"] = reveal.Why,
            };
        }
    }

    /// <summary>The reason may name the person.</summary>
    public Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Background, async (db, token) => (long)await Of(db, person).ExecuteDeleteAsync(token), cancellationToken);

    private static IQueryable<Reveal> Of(StudioDbContext db, AskedPerson person)
    {
        var numbers = person.Numbers;
        return db.Reveals.Where(r => numbers.Contains(r.Profile));
    }
}
