using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Privacy;

/// <summary>Files about people do not outlive their use, nor does the identifier that they were asked for by.</summary>
internal sealed class RemoveOldExports(IWriteQueue queue, StrayExports stray, TimeProvider clock) : IJob
{
    public const string Kind = "privacy-files";

    // Once a day: what would be too old before the next look goes now.
    public static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var before = now - ExportFiles.Kept + Pause;
        var removed = await queue.WriteAsync(
            WritePriority.Background,
            (db, token) => PersonExportList.Exports(db)
                .Where(r => r.RemovedAt == null && (r.FinishedAt < before || (r.FinishedAt == null && r.CreatedAt < before)))
                .ExecuteUpdateAsync(
                    set => set
                        .SetProperty(r => r.RemovedAt, now)
                        .SetProperty(r => r.Identifier, (string?)null)
                        .SetProperty(r => r.Profile, (Kernel.ProfileId?)null),
                    token),
            cancellationToken);

        await stray.RemoveAsync(cancellationToken);
        run.Log(FormattableString.Invariant($"Removed the files of {removed} requests."));
    }
}
