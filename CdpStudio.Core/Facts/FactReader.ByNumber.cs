using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Facts;

/// <summary>Single facts. Tables have no index but their number, so whoever knows no number looks through a range of them.</summary>
internal sealed partial class FactReader
{
    private const int NumbersAtOnce = 1_000;

    /// <summary>Numbers of one look: see <see cref="FactWindows"/>.</summary>
    private const int Window = 250_000;

    /// <summary>The events with these numbers, in rising order; numbers of other facts are passed over.</summary>
    public Task<IReadOnlyList<Fact.Event>> EventsAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken) =>
        ByNumberAsync<EventRow, Fact.Event>(FactQueries.Events, numbers, cancellationToken);

    /// <summary>The same without what was sent with them.</summary>
    public Task<IReadOnlyList<Fact.Event>> BareEventsAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken) =>
        ByNumberAsync<EventRow, Fact.Event>(FactQueries.BareEvents, numbers, cancellationToken);

    /// <inheritdoc cref="EventsAsync"/>
    public Task<IReadOnlyList<Fact.Assertion>> AssertionsAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken) =>
        ByNumberAsync<AssertionRow, Fact.Assertion>(FactQueries.Assertions, numbers, cancellationToken);

    /// <inheritdoc cref="EventsAsync"/>
    public Task<IReadOnlyList<Fact.Edge>> EdgesAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken) =>
        ByNumberAsync<EdgeRow, Fact.Edge>(FactQueries.Edges, numbers, cancellationToken);

    /// <summary>The next edges after a number, in order: their numbers and their ends.</summary>
    public async Task<IReadOnlyList<EdgeEnds>> EdgeEndsAsync(long after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = db.EdgeFacts.Where(e => e.Number > after).OrderBy(e => e.Number).Take(limit).Select(e => new { e.Number, e.ProfileA, e.ProfileB });
        var ends = new List<EdgeEnds>();
        await foreach (var edge in ReadAsync(db, rows, r => new EdgeEnds(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2)), cancellationToken)) ends.Add(edge);
        return ends;
    }

    /// <summary>Cuts and fences that name any of these. Stewards make them one by one, so all are looked at.</summary>
    public async Task<IReadOnlyList<Fact>> PartingsAsync(IReadOnlySet<ProfileId> profiles, CancellationToken cancellationToken) =>
    [
        .. (await PartingsAsync(cancellationToken)).Where(f => f switch
        {
            Fact.Cut cut => profiles.Contains(cut.A) || profiles.Contains(cut.B),
            Fact.Fence fence => profiles.Contains(fence.A) || profiles.Contains(fence.B),
            _ => false,
        }),
    ];

    /// <summary>All cuts, then all fences: few, since each is somebody's word.</summary>
    public async Task<IReadOnlyList<Fact>> PartingsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var partings = new List<Fact>();
        await foreach (var fact in ReadAsync(db, FactQueries.Cuts(db.CutFacts), cancellationToken)) partings.Add(fact);
        await foreach (var fact in ReadAsync(db, FactQueries.Fences(db.FenceFacts), cancellationToken)) partings.Add(fact);
        return partings;
    }

    /// <summary>Events about these, without what was sent with them, among a range. On SQLite the whole range is looked at.</summary>
    public Task<IReadOnlyList<Fact>> EventsAboutAsync(FactRange range, IReadOnlyList<ProfileId> profiles, CancellationToken cancellationToken) => AmongAsync(
        range,
        (db, from, to) => FactQueries.BareEvents(db.EventFacts.Where(e => e.Number >= from && e.Number <= to && profiles.Contains(e.Profile))),
        cancellationToken);

    /// <summary>Assertions about these among a range. On SQLite the whole range is looked at.</summary>
    public Task<IReadOnlyList<Fact>> AssertionsAboutAsync(FactRange range, IReadOnlyList<ProfileId> profiles, CancellationToken cancellationToken) => AmongAsync(
        range,
        (db, from, to) => FactQueries.Assertions(db.AssertionFacts.Where(a => a.Number >= from && a.Number <= to && profiles.Contains(a.Profile))),
        cancellationToken);

    /// <summary>When these events, assertions and edges were recorded, by number; those of other kinds are not in it.</summary>
    public async Task<IReadOnlyDictionary<long, long>> RecordedAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken)
    {
        var recorded = new Dictionary<long, long>(numbers.Count);
        foreach (var fact in await BareEventsAsync(numbers, cancellationToken)) recorded.Add(fact.Number, fact.RecordedAt);
        foreach (var fact in await AssertionsAsync(numbers, cancellationToken)) recorded.Add(fact.Number, fact.RecordedAt);
        foreach (var fact in await EdgesAsync(numbers, cancellationToken)) recorded.Add(fact.Number, fact.RecordedAt);
        return recorded;
    }

    private async Task<IReadOnlyList<Fact>> AmongAsync(
        FactRange range, Func<StudioDbContext, long, long, FactQuery> of, CancellationToken cancellationToken)
    {
        var found = new List<Fact>();
        for (var first = range.First; first <= range.Last; first += Window)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var rows = of(db, first, Math.Min(range.Last, first + Window - 1));
            await foreach (var fact in ReadAsync(db, rows, cancellationToken)) found.Add(fact);
        }

        return found;
    }

    private async Task<IReadOnlyList<TFact>> ByNumberAsync<TRow, TFact>(
        Func<IQueryable<TRow>, FactQuery> of, IReadOnlyCollection<long> numbers, CancellationToken cancellationToken)
        where TRow : FactRow
        where TFact : Fact
    {
        var facts = new List<TFact>(numbers.Count);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var chunk in numbers.Order().Chunk(NumbersAtOnce))
        {
            // One parameter however many numbers: else each count of them is a query of its own to prepare.
            var some = chunk.ToList();
            var rows = of(db.Set<TRow>().Where(r => EF.Parameter(some).Contains(r.Number)).OrderBy(r => r.Number));
            await foreach (var fact in ReadAsync(db, rows, cancellationToken)) facts.Add((TFact)fact);
        }

        return facts;
    }
}

/// <param name="A">The numbers that the identifiers were born with.</param>
internal readonly record struct EdgeEnds(long Number, long A, long B);
