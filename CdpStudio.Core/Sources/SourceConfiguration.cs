using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Sources;

internal sealed class SourceConfiguration : IEntityTypeConfiguration<Source>
{
    public void Configure(EntityTypeBuilder<Source> source)
    {
        source.ToTable("Source");
        source.HasKey(s => s.Id);
        source.Property(s => s.Id).ValueGeneratedNever();
        source.Property(s => s.Name).HasMaxLength(Source.MaxNameLength);
        source.Property(s => s.WriteKey).HasMaxLength(100);
        source.HasIndex(s => s.WriteKey).IsUnique();
        source.Property(s => s.AllowedOrigins).HasMaxLength(2_000);
        source.HasData(new Source
        {
            Id = Source.FileImports,
            Name = "Files",
            Kind = SourceKind.Files,
            AllowedOrigins = "",
            CreatedAt = DateTimeOffset.UnixEpoch,
        });
    }
}
