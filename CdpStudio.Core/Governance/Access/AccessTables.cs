using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Governance.Access;

public static class AccessTables
{
    extension(StudioDbContext db)
    {
        public DbSet<StudioUser> Users => db.Set<StudioUser>();

        public DbSet<ApiKey> ApiKeys => db.Set<ApiKey>();
    }
}
