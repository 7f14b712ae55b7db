using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Sources.Recurring;

internal sealed class RecurringConfiguration : IEntityTypeConfiguration<RecurringImport>, IEntityTypeConfiguration<RecurringFile>
{
    public void Configure(EntityTypeBuilder<RecurringImport> builder)
    {
        builder.ToTable("RecurringImport");
        builder.HasKey(i => i.Source);
        builder.Property(i => i.Source).ValueGeneratedNever();
        builder.Property(i => i.Place).HasMaxLength(FetchAddress.MaxLength);
        builder.Property(i => i.Schedule).HasMaxLength(100);
        builder.Property(i => i.Mapping).IsLongText();
        builder.Property(i => i.Secret).IsLongText();
        builder.Property(i => i.Job).HasConversion(id => id!.Value.Value, stored => new JobRunId(stored));
        builder.Property(i => i.ChangedBy).HasMaxLength(256);
    }

    public void Configure(EntityTypeBuilder<RecurringFile> builder)
    {
        builder.ToTable("RecurringFile");
        builder.HasKey(f => f.Number);
        builder.Property(f => f.Name).HasMaxLength(ImportFiles.MaxNameLength);
        builder.Property(f => f.Hash).HasMaxLength(64);
        builder.Property(f => f.Detail).IsLongText();
        builder.HasIndex(f => new { f.Source, f.Hash });
        builder.HasIndex(f => f.State);
    }
}

public static class RecurringTables
{
    extension(StudioDbContext db)
    {
        public DbSet<RecurringImport> RecurringImports => db.Set<RecurringImport>();

        public DbSet<RecurringFile> RecurringFiles => db.Set<RecurringFile>();
    }
}
