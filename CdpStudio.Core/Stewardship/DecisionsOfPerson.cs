using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Stewardship;

/// <summary>
/// What was decided of who the person is. Of each decision only the person's own identifiers are told: the others may be somebody else's.
/// All rows are looked at, since each is somebody's decision and they are few.
/// </summary>
internal sealed class DecisionsOfPerson(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, CurrentIdentityRules rules) : IPersonalData
{
    public string Part => PersonalPart.StewardDecisions;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isOwn = OwnOf(person);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await foreach (var decision in db.StewardDecisions.AsNoTracking().OrderBy(d => d.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var own = DecidedIdentifiers.Read(decision.Identifiers).All.Where(isOwn).Select(i => i.Identifier).ToList();
            if (own.Count == 0) continue;

            yield return new JsonObject
            {
                ["number"] = decision.Id,
                ["kind"] = PersonalJson.Name(decision.Kind),
                ["state"] = decision.UndoneAt is null ? "stands" : "undone",
                ["by"] = decision.By,
                ["at"] = JsonValue.Create(decision.At),
                ["identifiers"] = PersonalJson.Of(own),
            };
        }
    }

    /// <summary>That somebody decided, and when, stays; of whom goes.</summary>
    public async Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken)
    {
        var isOwn = OwnOf(person);
        var about = new List<long>();
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await foreach (var decision in db.StewardDecisions.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                if (DecidedIdentifiers.Read(decision.Identifiers).All.Any(isOwn)) about.Add(decision.Id);
            }
        }

        foreach (var id in about)
        {
            await queue.WriteAsync(
                WritePriority.Background,
                async (db, token) =>
                {
                    var decision = await db.StewardDecisions.SingleAsync(d => d.Id == id, token);
                    decision.Identifiers = DecidedIdentifiers.Read(decision.Identifiers).Without(isOwn).ToJson();
                },
                cancellationToken);
        }

        return about.Count;
    }

    // By value too: whoever was erased may be nobody by then, and may have had another number.
    private Func<DecidedIdentifier, bool> OwnOf(AskedPerson person)
    {
        var numbers = person.Numbers.Select(n => n.Value).ToHashSet();
        var identifiers = person.Identifiers.ToHashSet(rules.Rules.Same);
        return i => numbers.Contains(i.Number) || identifiers.Contains(i.Identifier);
    }
}
