using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion.Processing;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Commands;

/// <summary>A cancellation inside the processor's transaction.</summary>
internal static class CancelWrite
{
    /// <exception cref="InvalidOperationException">A range holds facts that do not exist yet.</exception>
    public static async Task RunAsync(
        StudioDbContext db, FactCommand.Cancel command, ProcessorTransaction transaction, ProcessorSession session, long now, CancellationToken cancellationToken)
    {
        var last = transaction.Last;
        if (command.Ranges.Any(r => r.Last > last)) throw new InvalidOperationException("Facts that do not exist yet can't be cancelled.");

        var before = await FactReader.CancellationsAsync(db, cancellationToken);
        var added = new List<Fact.Cancellation>();
        var cancelled = CancelledFacts.Of(before);
        // An import beside busy tracking has a range for each transaction, so there may be thousands.
        foreach (var range in command.Ranges.Distinct().Where(r => !cancelled.Covers(r)))
            added.Add((Fact.Cancellation)transaction.Add(n => new Fact.Cancellation(n, now, range.First, range.Last, command.Reason)));

        if (added.Count > 0) await ForgetRunsAsync(db, CancelledFacts.Of([.. before, .. added]), session, cancellationToken);
    }

    // Somebody takes a file back in order to mend it and send it again.
    private static async Task ForgetRunsAsync(
        StudioDbContext db, CancelledFacts cancelled, ProcessorSession session, CancellationToken cancellationToken)
    {
        var ranges = await db.RunRanges.AsNoTracking().ToListAsync(cancellationToken);
        var gone = ranges.GroupBy(r => r.Run).Where(run => run.All(r => cancelled.Covers(new FactRange(r.First, r.Last)))).Select(run => run.Key);
        var batches = gone.SelectMany(session.Seen.BatchesOf).ToList();
        foreach (var some in batches.Chunk(500))
            await db.SeenBatches.Where(b => some.Contains(b.Number)).ExecuteDeleteAsync(cancellationToken);
    }
}
