using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Persistence;

namespace CdpStudio.Core.Stewardship;

/// <summary>Has the processor carry out what was decided, and waits until the audience engine serves what follows from it.</summary>
public sealed class StewardWord(IWriteQueue queue, ServedCommands served, TimeProvider clock)
{
    /// <summary>The decision and what it says are committed together, so a kill after that takes nothing back.</summary>
    /// <param name="decide">Writes the decision; null when there is nothing to be said, and nothing is then.</param>
    internal async Task<T?> SayAsync<T>(
        Func<StudioDbContext, CancellationToken, Task<T?>> decide, IReadOnlyList<FactCommand> commands, CancellationToken cancellationToken)
        where T : class
    {
        List<InboxRow> rows = [.. commands.Select(c => c.ToRow(clock.GetUtcNow()))];
        var decided = await queue.WriteAsync(
            WritePriority.Interactive,
            async (db, token) =>
            {
                if (await decide(db, token) is not { } decision) return null;

                db.AddRange(rows);
                // Saved for their numbers.
                await db.SaveChangesAsync(token);
                return decision;
            },
            cancellationToken);
        if (decided is null) return null;

        await served.UntilServedAsync(rows, cancellationToken);
        return decided;
    }
}
