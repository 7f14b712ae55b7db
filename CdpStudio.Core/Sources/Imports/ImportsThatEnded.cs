using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;

namespace CdpStudio.Core.Sources.Imports;

internal static class ImportsThatEnded
{
    /// <summary>Those that neither wait nor run nor are paused. One that failed or was cancelled can be begun again as long as its file is kept.</summary>
    public static IQueryable<ImportRun> Of(StudioDbContext db)
    {
        var jobs = db.JobRuns;
        return db.ImportRuns.Where(r => !jobs.Any(j => j.Id == r.Job
            && (j.State == JobState.Queued || j.State == JobState.Running || (j.State == JobState.Cancelled && r.IsPaused))));
    }
}
