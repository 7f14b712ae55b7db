using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Facts;

/// <summary>
/// What makes identifiers one person, and what takes them apart. Of a link whose other end is somebody else's, as a shared device may be,
/// only the person's own end is told.
/// </summary>
internal sealed class LinksOfPerson(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, IFactLog log) : IPersonalData
{
    public string Part => PersonalPart.IdentityLinks;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cancelled = CancelledFacts.Of(await log.CancellationsAsync(cancellationToken));
        var numbers = person.Numbers;
        var own = numbers.ToHashSet();
        var any = false;
        await foreach (var row in FactWindows.ReadAsync(contexts, db => NotErased(db, numbers), person.UpTo, cancellationToken))
        {
            any = true;
            yield return new JsonObject
            {
                ["number"] = row.Number,
                ["kind"] = PersonalJson.Name(row.Kind),
                ["timestamp"] = PersonalJson.Moment(row.Timestamp),
                ["recordedAt"] = PersonalJson.Moment(row.RecordedAt),
                ["source"] = row.Source.Value,
                ["messageId"] = row.MessageId,
                ["identifiers"] = PersonalJson.Of(Ends(row).Where(end => own.Contains(end.Profile)).Select(end => end.Identifier).Distinct()),
            }.Marked(cancelled.Contains(row.Number));
        }

        // They are numbers alone. Every identifier has an edge that names it, so nobody is told of them who was erased.
        if (!any) yield break;

        var cuts = FactWindows.ReadAsync(
            contexts, db => db.CutFacts.Where(c => numbers.Contains(c.ProfileA) || numbers.Contains(c.ProfileB)), person.UpTo, cancellationToken);
        await foreach (var cut in cuts) yield return Parting("cut", cut).Marked(cancelled.Contains(cut.Number));

        var fences = FactWindows.ReadAsync(
            contexts, db => db.FenceFacts.Where(f => numbers.Contains(f.ProfileA) || numbers.Contains(f.ProfileB)), person.UpTo, cancellationToken);
        await foreach (var fence in fences) yield return Parting("fence", fence).Marked(cancelled.Contains(fence.Number));
    }

    public Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken)
    {
        var numbers = person.Numbers;
        return FactWindows.EraseAsync(contexts, queue, db => NotErased(db, numbers), person.UpTo, EmptyAsync, cancellationToken);

        // The other end may be somebody else's, who keeps it.
        async Task EmptyAsync(IQueryable<EdgeRow> rows, CancellationToken token)
        {
            await rows.Where(e => numbers.Contains(e.ProfileA)).ExecuteUpdateAsync(set => set.SetProperty(e => e.ValueA, ErasedFact.Value), token);
            await rows.Where(e => numbers.Contains(e.ProfileB)).ExecuteUpdateAsync(set => set.SetProperty(e => e.ValueB, ErasedFact.Value), token);
            await rows.ExecuteUpdateAsync(set => set.SetProperty(e => e.MessageId, ErasedFact.MessageId), token);
        }
    }

    /// <summary>Those of which an end of the person's still says something.</summary>
    private static IQueryable<EdgeRow> NotErased(StudioDbContext db, IReadOnlyList<ProfileId> numbers) =>
        Edges(db, numbers).Where(e => e.MessageId != ErasedFact.MessageId
            || (numbers.Contains(e.ProfileA) && e.ValueA != ErasedFact.Value)
            || (numbers.Contains(e.ProfileB) && e.ValueB != ErasedFact.Value));

    internal static IQueryable<EdgeRow> Edges(StudioDbContext db, IReadOnlyList<ProfileId> numbers) =>
        db.EdgeFacts.Where(e => numbers.Contains(e.ProfileA) || numbers.Contains(e.ProfileB));

    internal static IEnumerable<IdentityNode> Ends(EdgeRow edge) =>
    [
        new(edge.ProfileA, new Identifier(edge.NamespaceA, edge.ValueA)),
        new(edge.ProfileB, new Identifier(edge.NamespaceB, edge.ValueB)),
    ];

    private static JsonObject Parting(string kind, FactRow row) =>
        new() { ["number"] = row.Number, ["kind"] = kind, ["recordedAt"] = PersonalJson.Moment(row.RecordedAt) };
}

/// <summary>When, and in which source, each identifier of a person was seen first.</summary>
internal sealed class FirstSightings(EdgeLookup edges)
{
    /// <summary>By the number that the identifier was born with; every one of them has an edge that names it.</summary>
    public async Task<IReadOnlyDictionary<ProfileId, Fact.Edge>> OfAsync(AskedPerson person, CancellationToken cancellationToken)
    {
        var own = person.Numbers.ToHashSet();
        var first = new Dictionary<ProfileId, Fact.Edge>();
        foreach (var edge in await edges.OfAsync(person.Numbers, person.UpTo, cancellationToken))
        {
            foreach (var end in new[] { edge.A.Profile, edge.B.Profile }.Where(own.Contains)) first.TryAdd(end, edge);
        }

        return first;
    }
}
