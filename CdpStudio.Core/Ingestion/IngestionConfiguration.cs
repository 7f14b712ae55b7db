using CdpStudio.Core.Ingestion.Erasing;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Ingestion;

internal sealed class IngestionConfiguration :
    IEntityTypeConfiguration<InboxRow>,
    IEntityTypeConfiguration<RunTally>,
    IEntityTypeConfiguration<RunRange>,
    IEntityTypeConfiguration<SeenBatch>,
    IEntityTypeConfiguration<SourceHour>,
    IEntityTypeConfiguration<QuarantinedMessage>,
    IEntityTypeConfiguration<QuarantineRepair>,
    IEntityTypeConfiguration<QuarantineDiscard>,
    IEntityTypeConfiguration<ErasedIdentifier>
{
    public void Configure(EntityTypeBuilder<InboxRow> builder)
    {
        builder.ToTable("Inbox");
        builder.HasKey(r => r.Id);
    }

    public void Configure(EntityTypeBuilder<RunTally> builder)
    {
        builder.ToTable("RunTally");
        builder.HasKey(t => t.Run);
        builder.Property(t => t.Run).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<RunRange> builder)
    {
        builder.ToTable("RunRange");
        builder.HasKey(r => new { r.Run, r.First });
    }

    public void Configure(EntityTypeBuilder<SeenBatch> builder)
    {
        builder.ToTable("SeenBatch");
        builder.HasKey(m => m.Number);
        builder.Property(m => m.Number).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<SourceHour> builder)
    {
        builder.ToTable("SourceHour");
        builder.HasKey(h => new { h.Source, h.Hour });
    }

    public void Configure(EntityTypeBuilder<QuarantinedMessage> builder)
    {
        builder.ToTable("QuarantinedMessage");
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Words).HasMaxLength(400);
        builder.Property(m => m.Field).HasMaxLength(400);
        // One lists a reason, the other counts all of them without the payloads.
        builder.HasIndex(m => new { m.State, m.Reason, m.Id });
        builder.HasIndex(m => new { m.State, m.Source, m.Reason });
        builder.HasIndex(m => new { m.Run, m.State });
    }

    public void Configure(EntityTypeBuilder<QuarantineRepair> builder)
    {
        builder.ToTable("QuarantineRepair");
        builder.HasKey(r => r.Number);
        builder.Property(r => r.Ids).IsLongText();
        builder.Property(r => r.Rule).IsLongText();
        builder.Property(r => r.By).HasMaxLength(256);
        builder.HasIndex(r => new { r.Reason, r.Source, r.Version });
    }

    public void Configure(EntityTypeBuilder<QuarantineDiscard> builder)
    {
        builder.ToTable("QuarantineDiscard");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.By).HasMaxLength(256);
        builder.Property(d => d.Why).HasMaxLength(400);
    }

    public void Configure(EntityTypeBuilder<ErasedIdentifier> builder)
    {
        builder.ToTable("ErasedIdentifier");
        builder.HasKey(e => e.Hash);
        builder.Property(e => e.Hash).HasMaxLength(50);
    }
}
