using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Jobs;

/// <summary>Keeps the history of runs from growing for ever.</summary>
internal sealed class RemoveOldRuns(IWriteQueue queue, TimeProvider clock) : IJob
{
    public const string Kind = "job-history";

    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - Kept;
        var removed = await queue.WriteAsync(
            WritePriority.Background,
            (db, token) => db.JobRuns.Where(r => r.FinishedAt < before).ExecuteDeleteAsync(token),
            cancellationToken);
        run.Log(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Removed {removed} runs that ended over {Kept.TotalDays} days ago."));
    }
}
