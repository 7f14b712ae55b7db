using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Profiles;

/// <summary>What the person did; erased, also their identifiers in what others did.</summary>
internal sealed class EventsOfPerson(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, IFactLog log, EdgeLookup edges, CurrentIdentityRules rules) : IPersonalData
{
    public string Part => PersonalPart.Events;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cancelled = CancelledFacts.Of(await log.CancellationsAsync(cancellationToken));
        var numbers = person.Numbers;
        await foreach (var row in FactWindows.ReadAsync(contexts, db => Events(db, numbers), person.UpTo, cancellationToken))
        {
            yield return new JsonObject
            {
                ["number"] = row.Number,
                ["event"] = row.Name,
                ["timestamp"] = PersonalJson.Moment(row.Timestamp),
                ["recordedAt"] = PersonalJson.Moment(row.RecordedAt),
                ["source"] = row.Source.Value,
                ["messageId"] = row.MessageId,
                ["identifiers"] = PersonalJson.Of(IdentifierText.Read(row.Identifiers)),
                ["properties"] = PersonalJson.Stored(row.Properties),
                ["context"] = PersonalJson.Stored(row.Context),
            }.Marked(cancelled.Contains(row.Number));
        }
    }

    public async Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken)
    {
        var own = await FactWindows.EraseAsync(
            contexts,
            queue,
            db => Events(db, person.Numbers),
            person.UpTo,
            (rows, token) => rows.ExecuteUpdateAsync(
                set => set
                    .SetProperty(e => e.Name, ErasedFact.Name)
                    .SetProperty(e => e.Properties, ErasedFact.Properties)
                    .SetProperty(e => e.Context, (string?)null)
                    .SetProperty(e => e.MessageId, ErasedFact.MessageId)
                    .SetProperty(e => e.Identifiers, ErasedFact.Identifiers),
                token),
            cancellationToken);
        return own + await EraseAmongOthersAsync(person, cancellationToken);
    }

    /// <summary>
    /// A device or an address that several use stands in messages of the others too, who keep them without it. Whoever was ever seen with an
    /// identifier of the person has an edge to it.
    /// </summary>
    private async Task<long> EraseAmongOthersAsync(AskedPerson person, CancellationToken cancellationToken)
    {
        var own = person.Numbers.ToHashSet();
        var others = (await edges.OfAsync(person.Numbers, person.UpTo, cancellationToken))
            .SelectMany(e => new[] { e.A.Profile, e.B.Profile }).Where(p => !own.Contains(p)).Distinct().ToList();
        if (others.Count == 0) return 0;

        var gone = person.Identifiers.ToHashSet(rules.Rules.Same);
        var changed = new List<(long Number, string Identifiers)>();
        await foreach (var row in FactWindows.ReadAsync(contexts, db => db.EventFacts.Where(e => others.Contains(e.Profile)), person.UpTo, cancellationToken))
        {
            var identifiers = IdentifierText.Read(row.Identifiers);
            // The leading one is whom the event is about.
            var left = identifiers.Where((identifier, at) => at == 0 || !gone.Contains(identifier)).ToList();
            if (left.Count < identifiers.Count) changed.Add((row.Number, IdentifierText.Write(left)));
        }

        foreach (var (number, identifiers) in changed)
        {
            await queue.WriteAsync(
                WritePriority.Background,
                (db, token) => db.EventFacts.Where(e => e.Number == number).ExecuteUpdateAsync(set => set.SetProperty(e => e.Identifiers, identifiers), token),
                cancellationToken);
        }

        return changed.Count;
    }

    private static IQueryable<EventRow> Events(StudioDbContext db, IReadOnlyList<ProfileId> numbers) =>
        db.EventFacts.Where(e => numbers.Contains(e.Profile) && (e.MessageId != ErasedFact.MessageId || e.Name != ErasedFact.Name));
}
