using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Privacy;

internal sealed class PrivacyConfiguration : IEntityTypeConfiguration<PrivacyRequest>
{
    public const string Table = "PrivacyRequest";

    public void Configure(EntityTypeBuilder<PrivacyRequest> request)
    {
        request.ToTable(Table);
        request.HasKey(r => r.Id);
        request.Property(r => r.Identifier).IsLongText();
        request.Property(r => r.Job).HasConversion(id => id.Value, stored => new JobRunId(stored));
        request.Property(r => r.By).HasMaxLength(256);
        request.Property(r => r.Language).HasMaxLength(20);
        request.Property(r => r.Counts).IsLongText();
        request.Property(r => r.Person).IsLongText();
        request.Property(r => r.Certificate).IsLongText();
        request.HasIndex(r => r.Job).IsUnique();
    }
}

public static class PrivacyTables
{
    extension(StudioDbContext db)
    {
        public DbSet<PrivacyRequest> PrivacyRequests => db.Set<PrivacyRequest>();
    }
}
