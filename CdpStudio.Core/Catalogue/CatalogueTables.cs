using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Catalogue;

public static class CatalogueTables
{
    extension(StudioDbContext db)
    {
        public DbSet<DeclaredAttribute> DeclaredAttributes => db.Set<DeclaredAttribute>();

        public DbSet<DeclaredEvent> DeclaredEvents => db.Set<DeclaredEvent>();
    }
}
