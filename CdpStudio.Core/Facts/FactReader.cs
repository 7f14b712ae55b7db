using System.Data.Common;
using System.Runtime.CompilerServices;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Facts;

/// <summary>Committed facts from the database, in the order of their numbers.</summary>
internal sealed partial class FactReader(IDbContextFactory<StudioDbContext> contexts)
{
    /// <summary>Large, because each kind is asked once per chunk; two chunks' facts are in memory together.</summary>
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
        // The next chunk is read while the follower works on this one: at start both take about as long.
        var next = ChunkAsync(after, last, cancellationToken);
        try
        {
            while (after < last)
            {
                var facts = await next;
                after += facts.Length;
                next = ChunkAsync(after, last, cancellationToken);

                foreach (var fact in facts) yield return fact;
            }
        }
        finally
        {
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async Task<IReadOnlyList<Fact.Cancellation>> CancellationsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await CancellationsAsync(db, cancellationToken);
    }

    /// <summary>All cancellations in the order of their numbers, as a write sees them.</summary>
    public static async Task<IReadOnlyList<Fact.Cancellation>> CancellationsAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        var cancellations = new List<Fact.Cancellation>();
        await foreach (var fact in ReadAsync(db, FactQueries.Cancellations(db.CancellationFacts.OrderBy(c => c.Number)), cancellationToken))
            cancellations.Add((Fact.Cancellation)fact);
        return cancellations;
    }

    /// <summary>All edges in the order of their numbers, as a write sees them.</summary>
    public static async IAsyncEnumerable<Fact.Edge> EdgesAsync(
        StudioDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var fact in ReadAsync(db, FactQueries.Edges(db.EdgeFacts.OrderBy(e => e.Number)), cancellationToken))
            yield return (Fact.Edge)fact;
    }

    public async Task<IReadOnlyList<Fact.Erasure>> ErasuresAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ErasuresAsync(db, cancellationToken);
    }

    /// <summary>All erasures in the order of their numbers, as a write sees them.</summary>
    public static async Task<IReadOnlyList<Fact.Erasure>> ErasuresAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        var erasures = new List<Fact.Erasure>();
        await foreach (var fact in ReadAsync(db, FactQueries.Erasures(db.ErasureFacts.OrderBy(e => e.Number)), cancellationToken))
            erasures.Add((Fact.Erasure)fact);
        return erasures;
    }

    private Task<Fact[]> ChunkAsync(long after, long last, CancellationToken cancellationToken) =>
        after >= last
            ? Task.FromResult<Fact[]>([])
            // SQLite does its work on the caller's thread.
            : Task.Run(() => ReadChunkAsync(after, Math.Min(last, after + ChunkSize), cancellationToken), cancellationToken);

    // Numbers have no gaps, so a fact's number is its place, and the kinds need no merging.
    private async Task<Fact[]> ReadChunkAsync(long after, long last, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        var facts = new Fact[last - after];
        var missing = facts.Length;
        foreach (var rows in FactQueries.Between(db, after, last))
        {
            if (missing == 0) break;
            await foreach (var fact in ReadAsync(db, rows, cancellationToken))
            {
                facts[fact.Number - after - 1] = fact;
                missing--;
            }
        }

        if (missing > 0) throw new InvalidOperationException($"Fact {after + 1 + Array.IndexOf(facts, null)} is missing in the database.");
        return facts;
    }

    private static IAsyncEnumerable<Fact> ReadAsync(StudioDbContext db, FactQuery rows, CancellationToken cancellationToken) =>
        ReadAsync(db, rows.Query, rows.Read, cancellationToken);

    private static async IAsyncEnumerable<T> ReadAsync<T>(
        StudioDbContext db, IQueryable query, Func<DbDataReader, T> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = query.CreateDbCommand();
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var reader = await AnswerAsync(command.ExecuteReaderAsync(cancellationToken));
            while (await AnswerAsync(reader.ReadAsync(cancellationToken))) yield return read(reader);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    // These commands go past EF, and so past the interceptor that says when the database is away.
    private static async Task<T> AnswerAsync<T>(Task<T> asked)
    {
        try
        {
            return await asked;
        }
        catch (DbException e)
        {
            throw DatabaseUnavailableException.Because(e);
        }
    }
}

/// <param name="Query">Selects the columns in the order in which <paramref name="Read"/> takes them.</param>
internal sealed record FactQuery(IQueryable Query, Func<DbDataReader, Fact> Read);
