using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Jobs;

public static class JobTables
{
    extension(StudioDbContext db)
    {
        public DbSet<JobRun> JobRuns => db.Set<JobRun>();
    }
}
