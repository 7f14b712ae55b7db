using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CdpStudio.Core.Sources.Imports;

internal sealed class ImportConfiguration :
    IEntityTypeConfiguration<ImportRun>, IEntityTypeConfiguration<ImportReject>, IEntityTypeConfiguration<ImportDraft>,
    IEntityTypeConfiguration<ImportTemplate>
{
    public void Configure(EntityTypeBuilder<ImportRun> builder)
    {
        builder.ToTable("ImportRun");
        builder.HasKey(r => r.Number);
        builder.Ignore(r => r.Id);
        builder.Property(r => r.Job).HasConversion(id => id.Value, stored => new JobRunId(stored));
        // Runs from before there were other sources of files.
        builder.Property(r => r.Source).HasDefaultValue(Source.FileImports.Value);
        builder.Property(r => r.Undo).HasConversion(new ValueConverter<JobRunId, Guid>(id => id.Value, stored => new JobRunId(stored)));
        builder.Property(r => r.FileName).HasMaxLength(ImportFiles.MaxNameLength);
        builder.Property(r => r.StoredFile).HasMaxLength(64);
        builder.Property(r => r.Mapping).IsLongText();
        builder.Property(r => r.RequestedBy).HasMaxLength(256);
        builder.HasIndex(r => r.Job).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ImportReject> builder)
    {
        builder.ToTable("ImportReject");
        builder.HasKey(r => new { r.Run, r.Row });
    }

    public void Configure(EntityTypeBuilder<ImportTemplate> builder)
    {
        builder.ToTable("ImportTemplate");
        builder.HasKey(t => t.Header);
        builder.Property(t => t.Header).HasMaxLength(64);
        builder.Property(t => t.FileName).HasMaxLength(ImportFiles.MaxNameLength);
        builder.Property(t => t.Choices).IsLongText();
    }

    public void Configure(EntityTypeBuilder<ImportDraft> builder)
    {
        builder.ToTable("ImportDraft");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.FileName).HasMaxLength(ImportFiles.MaxNameLength);
        builder.Property(d => d.StoredFile).HasMaxLength(64);
        builder.Property(d => d.Owner).HasMaxLength(256);
        builder.Property(d => d.Choices).IsLongText();
        builder.HasIndex(d => d.Owner);
    }
}
