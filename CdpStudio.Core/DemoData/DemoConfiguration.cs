using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.DemoData;

internal sealed class DemoConfiguration : IEntityTypeConfiguration<DemoLoad>
{
    public void Configure(EntityTypeBuilder<DemoLoad> load)
    {
        load.ToTable("DemoLoad");
        load.Property(l => l.Id).ValueGeneratedNever();
        load.Property(l => l.Made).IsLongText();
    }
}

public static class DemoTables
{
    extension(StudioDbContext db)
    {
        public DbSet<DemoLoad> DemoLoads => db.Set<DemoLoad>();
    }
}
