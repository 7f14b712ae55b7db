using CdpStudio.Core.Facts;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Plan;

/// <summary>
/// The examples of <see cref="PlanViolation"/> once somebody is erased. None says whose it is, and any may be: a name, a street, a wrong
/// date of birth. So all go where the person had messages that were stored; the next violations bring new ones.
/// </summary>
internal sealed class ViolationExamples(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue)
{
    private const int RowsPerWrite = 200;

    /// <param name="goes">Whether an example must go; the others of its row go with it.</param>
    public async Task EraseAsync(Predicate<string> goes, CancellationToken cancellationToken)
    {
        List<string> none = [];
        List<long> rows;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var shown = await db.PlanViolations.AsNoTracking().Where(v => v.Examples != none).Select(v => new { v.Id, v.Examples }).ToListAsync(cancellationToken);
            rows = [.. shown.Where(v => v.Examples.Exists(goes)).Select(v => v.Id)];
        }

        foreach (var chunk in rows.Chunk(RowsPerWrite))
        {
            await queue.WriteAsync(
                WritePriority.Background,
                async (db, token) =>
                {
                    // Changes nothing but takes the row's lock: the processor adds to examples that it has read, and would write these back.
                    await db.ProcessorStates.ExecuteUpdateAsync(set => set.SetProperty(s => s.Fence, s => s.Fence), token);
                    await db.PlanViolations.Where(v => chunk.Contains(v.Id)).ExecuteUpdateAsync(set => set.SetProperty(v => v.Examples, none), token);
                },
                cancellationToken);
        }
    }
}
