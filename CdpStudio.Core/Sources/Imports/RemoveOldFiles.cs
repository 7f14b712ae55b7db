using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>
/// Uploaded files hold personal data, so they do not outlive their use: abandoned drafts a week, imported files as the options say, and those
/// with rows about people who were erased only until they are imported.
/// </summary>
internal sealed class RemoveOldFiles(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, ImportFiles files, IOptions<ImportOptions> options, TimeProvider clock) : IJob
{
    public const string Kind = "import-files";

    private static readonly TimeSpan s_draftsKept = TimeSpan.FromDays(7);

    // Longer than any upload takes.
    private static readonly TimeSpan s_strangersKept = TimeSpan.FromDays(1);

    public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var abandoned = now - s_draftsKept;
        await queue.WriteAsync(
            WritePriority.Background,
            (db, token) => db.ImportDrafts.Where(d => d.UpdatedAt < abandoned).ExecuteDeleteAsync(token),
            cancellationToken);

        var kept = await KeptAsync(now - options.Value.FilesKept, cancellationToken);
        var removed = 0;
        foreach (var file in Directory.Exists(files.Folder) ? Directory.EnumerateFiles(files.Folder) : [])
        {
            if (kept.Contains(Path.GetFileName(file)) || File.GetLastWriteTimeUtc(file) > (now - s_strangersKept).UtcDateTime) continue;

            File.Delete(file);
            removed++;
        }

        run.Log(FormattableString.Invariant($"Removed {removed} uploaded files."));
    }

    private async Task<HashSet<string>> KeptAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var drafts = await db.ImportDrafts.Select(d => d.StoredFile).ToListAsync(cancellationToken);
        var tallies = db.RunTallies;
        var runs = await db.ImportRuns
            .Where(r => r.CreatedAt > since || (r.FinishedAt != null && r.FinishedAt > since))
            .Where(r => r.FinishedAt == null || !tallies.Any(t => t.Run == r.Number && t.Erased > 0))
            .Select(r => r.StoredFile)
            .ToListAsync(cancellationToken);
        return [.. drafts, .. runs];
    }
}
