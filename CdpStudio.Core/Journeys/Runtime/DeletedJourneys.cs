using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys.Runtime;

/// <summary>Removes, in small writes, what is kept of journeys that are gone.</summary>
internal sealed class DeletedJourneys(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue)
{
    private const int RunsPerWrite = 200;

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        List<JourneyNumber> gone;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var journeys = db.Journeys;
            gone = await db.JourneyVersions.Select(v => v.Journey).Distinct().Where(n => !journeys.Any(j => j.Number == n)).ToListAsync(cancellationToken);
        }

        foreach (var journey in gone)
        {
            while (await queue.WriteAsync(WritePriority.Background, (db, token) => RemoveRunsAsync(db, journey, token), cancellationToken) == RunsPerWrite)
            {
            }

            await queue.WriteAsync(
                WritePriority.Background,
                // Last: as long as a version is there, the next sweep goes on.
                (db, token) => db.JourneyVersions.Where(v => v.Journey == journey).ExecuteDeleteAsync(token),
                cancellationToken);
        }
    }

    private static async Task<int> RemoveRunsAsync(StudioDbContext db, JourneyNumber journey, CancellationToken cancellationToken)
    {
        var runs = await db.JourneyRuns.Where(r => r.Journey == journey).Select(r => r.Id).Take(RunsPerWrite).ToListAsync(cancellationToken);
        await db.JourneyPassages.Where(p => runs.Contains(p.Run)).ExecuteDeleteAsync(cancellationToken);
        await db.JourneyRuns.Where(r => runs.Contains(r.Id)).ExecuteDeleteAsync(cancellationToken);
        return runs.Count;
    }
}
