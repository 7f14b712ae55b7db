using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources.Imports;

public static class ImportTables
{
    extension(StudioDbContext db)
    {
        public DbSet<ImportRun> ImportRuns => db.Set<ImportRun>();

        public DbSet<ImportReject> ImportRejects => db.Set<ImportReject>();

        public DbSet<ImportDraft> ImportDrafts => db.Set<ImportDraft>();

        public DbSet<ImportTemplate> ImportTemplates => db.Set<ImportTemplate>();
    }
}
