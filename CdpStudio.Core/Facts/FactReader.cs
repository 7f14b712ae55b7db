using System.Runtime.CompilerServices;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Facts;

/// <summary>Committed facts from the database, in the order of their numbers.</summary>
internal sealed class FactReader(IDbContextFactory<StudioDbContext> contexts)
{
    /// <summary>Large, because each kind is asked once per chunk; a chunk's facts are in memory together.</summary>
    private const int ChunkSize = 16_384;

    /// <summary>The newest committed number; 0 when there is none.</summary>
    public async Task<long> LastAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ProcessorStates.Select(s => s.Next).SingleAsync(cancellationToken) - 1;
    }

    /// <summary>Facts after <paramref name="after"/>, up to and with <paramref name="last"/>, which is committed.</summary>
    public async IAsyncEnumerable<Fact> ReadAsync(long after, long last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        while (after < last)
        {
            var facts = await ChunkAsync(db, after, Math.Min(last, after + ChunkSize), cancellationToken);
            foreach (var fact in facts) yield return fact;

            after += facts.Length;
        }
    }

    /// <summary>The events with these numbers, in rising order; numbers of other facts are passed over.</summary>
    public async Task<IReadOnlyList<Fact.Event>> EventsAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.EventFacts.AsNoTracking()
            .Where(e => numbers.Contains(e.Number))
            .OrderBy(e => e.Number)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(r => (Fact.Event)r.ToFact())];
    }

    // Numbers have no gaps, so a fact's number is its place, and the kinds need no merging.
    private static async Task<Fact[]> ChunkAsync(StudioDbContext db, long after, long last, CancellationToken cancellationToken)
    {
        var facts = new Fact[last - after];
        var found = 0;
        found += await FillAsync(db.EventFacts, facts, after, last, cancellationToken);
        found += await FillAsync(db.AssertionFacts, facts, after, last, cancellationToken);
        found += await FillAsync(db.EdgeFacts, facts, after, last, cancellationToken);
        if (found < facts.Length)
        {
            found += await FillAsync(db.CutFacts, facts, after, last, cancellationToken);
            found += await FillAsync(db.FenceFacts, facts, after, last, cancellationToken);
            found += await FillAsync(db.CancellationFacts, facts, after, last, cancellationToken);
            found += await FillAsync(db.ErasureFacts, facts, after, last, cancellationToken);
        }

        if (found < facts.Length)
            throw new InvalidOperationException($"Fact {after + 1 + Array.IndexOf(facts, null)} is missing in the database.");

        return facts;
    }

    private static async Task<int> FillAsync<T>(
        DbSet<T> table, Fact[] facts, long after, long last, CancellationToken cancellationToken)
        where T : FactRow
    {
        var count = 0;
        var rows = table.AsNoTracking().Where(f => f.Number > after && f.Number <= last).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            facts[row.Number - after - 1] = row.ToFact();
            count++;
        }

        return count;
    }
}
