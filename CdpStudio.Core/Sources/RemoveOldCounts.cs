using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Plan;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Sources;

/// <summary>
/// What was wrong with a source's messages, and which names they had values for, is counted by day and does not grow for ever. Examples
/// go as soon as no page shows them: they are values of people, who may be gone by then.
/// </summary>
internal sealed class RemoveOldCounts(IWriteQueue queue, IOptions<IngestionOptions> options, TimeProvider clock) : IJob
{
    public const string Kind = "source-counts";

    // A few at a time: others wait for their turn to write.
    private const int AtOnce = 500;

    public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var shown = ViolationList.FirstShown(now);
        var kept = PlanViolation.DayOf((now - options.Value.CountsKept).ToUnixTimeMilliseconds());
        List<string> none = [];

        var violations = await EachAsync(
            (db, token) => db.PlanViolations.Where(v => v.Day < kept).OrderBy(v => v.Id).Take(AtOnce).ExecuteDeleteAsync(token), cancellationToken);
        var fields = await EachAsync(
            (db, token) => db.SourceFieldDays.Where(f => f.Day < kept).OrderBy(f => f.Day).ThenBy(f => f.Source).Take(AtOnce).ExecuteDeleteAsync(token), cancellationToken);
        var examples = await EachAsync(
            (db, token) => db.PlanViolations.Where(v => v.Day < shown && v.Examples != none).OrderBy(v => v.Id).Take(AtOnce)
                .ExecuteUpdateAsync(set => set.SetProperty(v => v.Examples, none), token),
            cancellationToken);

        run.Log(FormattableString.Invariant($"Removed {violations} counts of problems, {fields} of names, and the examples of {examples}."));
    }

    private async Task<int> EachAsync(Func<StudioDbContext, CancellationToken, Task<int>> write, CancellationToken cancellationToken)
    {
        var all = 0;
        int written;
        do
        {
            written = await queue.WriteAsync(WritePriority.Background, write, cancellationToken);
            all += written;
        }
        while (written == AtOnce);

        return all;
    }
}
