using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Governance.Access;

public static class AccessTables
{
    extension(StudioDbContext db)
    {
        public DbSet<StudioUser> Users => db.Set<StudioUser>();

        public DbSet<ApiKey> ApiKeys => db.Set<ApiKey>();

        public DbSet<UserChoice> UserChoices => db.Set<UserChoice>();

        public DbSet<UserVisit> UserVisits => db.Set<UserVisit>();
    }
}
