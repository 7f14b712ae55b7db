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

    /// <summary>Says of a fact that it counts as if it had not arrived; of others nothing.</summary>
    public static JsonObject Marked(this JsonObject item, bool cancelled)
    {
        if (cancelled) item["cancelled"] = true;
        return item;
    }
}

internal sealed class EventsOfPerson(IDbContextFactory<StudioDbContext> contexts, IFactLog log) : IPersonalData
{
    public string Part => PersonalPart.Events;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cancelled = CancelledFacts.Of(await log.CancellationsAsync(cancellationToken));
        var numbers = person.Numbers;
        await foreach (var row in FactWindows.ReadAsync(contexts, db => db.EventFacts.Where(e => numbers.Contains(e.Profile)), person.UpTo, cancellationToken))
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
}

internal sealed class AttributeHistoryOfPerson(IDbContextFactory<StudioDbContext> contexts, IFactLog log) : IPersonalData
{
    public string Part => PersonalPart.AttributeHistory;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cancelled = CancelledFacts.Of(await log.CancellationsAsync(cancellationToken));
        var numbers = person.Numbers;
        await foreach (var row in FactWindows.ReadAsync(contexts, db => db.AssertionFacts.Where(a => numbers.Contains(a.Profile)), person.UpTo, cancellationToken))
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
}
