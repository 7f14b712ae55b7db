using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources;

public static class SourceTables
{
    extension(StudioDbContext db)
    {
        public DbSet<Source> Sources => db.Set<Source>();
    }
}
