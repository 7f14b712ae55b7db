using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Facts;

/// <summary>
/// Facts of one kind about somebody, window by window of their numbers. The log is asked and not the audience engine, which leaves out what
/// was cancelled and what is dated in the future: both are kept, so both are told.
/// </summary>
internal static class FactWindows
{
    /// <summary>
    /// Numbers of one look. On SQLite a look reads the table from one end of the window to the other, and while it lasts the log of writes
    /// can't be emptied.
    /// </summary>
    private const int Window = 250_000;

    /// <summary>Of one transaction: others wait for it, and an event may be long.</summary>
    private const int RowsPerWrite = 100;

    /// <param name="of">Those about the person.</param>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        IDbContextFactory<StudioDbContext> contexts, Func<StudioDbContext, IQueryable<T>> of, long upTo, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : FactRow
    {
        for (var after = 0L; after < upTo; after += Window)
        {
            var (first, last) = (after, Math.Min(after + Window, upTo));
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var rows = of(db).AsNoTracking().Where(r => r.Number > first && r.Number <= last).OrderBy(r => r.Number).AsAsyncEnumerable();
            await foreach (var row in rows.WithCancellation(cancellationToken)) yield return row;
        }
    }

    /// <summary>Empties facts. They are looked for first and outside of any write, and then written by their numbers, some at a time.</summary>
    /// <param name="of">Those about the person that are not empty yet.</param>
    /// <param name="empty">Writes into these rows what is left of them.</param>
    /// <returns>How many were emptied.</returns>
    public static async Task<long> EraseAsync<T>(
        IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, Func<StudioDbContext, IQueryable<T>> of, long upTo,
        Func<IQueryable<T>, CancellationToken, Task> empty, CancellationToken cancellationToken)
        where T : FactRow
    {
        var erased = 0L;
        for (var after = 0L; after < upTo; after += Window)
        {
            var (first, last) = (after, Math.Min(after + Window, upTo));
            List<long> numbers;
            await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
                numbers = await of(db).Where(r => r.Number > first && r.Number <= last).Select(r => r.Number).ToListAsync(cancellationToken);

            foreach (var chunk in numbers.Chunk(RowsPerWrite))
            {
                await queue.WriteAsync(
                    WritePriority.Background, (db, token) => empty(db.Set<T>().Where(r => chunk.Contains(r.Number)), token), cancellationToken);
            }

            erased += numbers.Count;
        }

        return erased;
    }

    /// <summary>Says of a fact that it counts as if it had not arrived; of others nothing.</summary>
    public static JsonObject Marked(this JsonObject item, bool cancelled)
    {
        if (cancelled) item["cancelled"] = true;
        return item;
    }
}

internal sealed class AttributeHistoryOfPerson(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, IFactLog log) : IPersonalData
{
    public string Part => PersonalPart.AttributeHistory;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cancelled = CancelledFacts.Of(await log.CancellationsAsync(cancellationToken));
        var numbers = person.Numbers;
        await foreach (var row in FactWindows.ReadAsync(contexts, db => Assertions(db, numbers), person.UpTo, cancellationToken))
        {
            yield return new JsonObject
            {
                ["number"] = row.Number,
                ["name"] = row.Name,
                ["value"] = PersonalJson.Stored(row.Value),
                ["validFrom"] = PersonalJson.Moment(row.ValidFrom),
                ["recordedAt"] = PersonalJson.Moment(row.RecordedAt),
                ["source"] = row.Source.Value,
            }.Marked(cancelled.Contains(row.Number));
        }
    }

    public Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken) => FactWindows.EraseAsync(
        contexts,
        queue,
        db => Assertions(db, person.Numbers),
        person.UpTo,
        (rows, token) => rows.ExecuteUpdateAsync(set => set.SetProperty(a => a.Name, ErasedFact.Name).SetProperty(a => a.Value, (string?)null), token),
        cancellationToken);

    private static IQueryable<AssertionRow> Assertions(StudioDbContext db, IReadOnlyList<ProfileId> numbers) =>
        db.AssertionFacts.Where(a => numbers.Contains(a.Profile) && (a.Name != ErasedFact.Name || a.Value != null));
}
