using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Facts;

internal sealed class FactConfiguration :
    IEntityTypeConfiguration<EventRow>,
    IEntityTypeConfiguration<AssertionRow>,
    IEntityTypeConfiguration<EdgeRow>,
    IEntityTypeConfiguration<CutRow>,
    IEntityTypeConfiguration<FenceRow>,
    IEntityTypeConfiguration<CancellationRow>,
    IEntityTypeConfiguration<ErasureRow>,
    IEntityTypeConfiguration<ProcessorState>
{
    public void Configure(EntityTypeBuilder<EventRow> builder)
    {
        Numbered(builder, "EventFacts");
        builder.Property(e => e.Name).IsLongText();
        builder.Property(e => e.Properties).IsLongText();
        builder.Property(e => e.Context).IsLongText();
        builder.Property(e => e.MessageId).IsLongText();
        builder.Property(e => e.Identifiers).IsLongText();
        builder.HasServerIndex(e => new { e.Profile, e.Number });
    }

    public void Configure(EntityTypeBuilder<AssertionRow> builder)
    {
        Numbered(builder, "AssertionFacts");
        builder.Property(a => a.Name).IsLongText();
        builder.Property(a => a.Value).IsLongText();
        builder.HasServerIndex(a => new { a.Profile, a.Number });
    }

    public void Configure(EntityTypeBuilder<EdgeRow> builder)
    {
        Numbered(builder, "EdgeFacts");
        builder.Property(e => e.NamespaceA).IsLongText();
        builder.Property(e => e.ValueA).IsLongText();
        builder.Property(e => e.NamespaceB).IsLongText();
        builder.Property(e => e.ValueB).IsLongText();
        builder.Property(e => e.MessageId).IsLongText();
        builder.HasServerIndex(e => new { e.ProfileA, e.Number });
        builder.HasServerIndex(e => new { e.ProfileB, e.Number });
    }

    public void Configure(EntityTypeBuilder<CutRow> builder) => Numbered(builder, "CutFacts");

    public void Configure(EntityTypeBuilder<FenceRow> builder) => Numbered(builder, "FenceFacts");

    public void Configure(EntityTypeBuilder<CancellationRow> builder) => Numbered(builder, "CancellationFacts");

    public void Configure(EntityTypeBuilder<ErasureRow> builder)
    {
        Numbered(builder, "ErasureFacts");
        builder.Property(e => e.Profiles).IsLongText();
    }

    public void Configure(EntityTypeBuilder<ProcessorState> builder)
    {
        builder.ToTable("ProcessorState");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasData(new ProcessorState { Id = ProcessorState.OnlyRow, Fence = 0, Next = 1, NextProfile = 1 });
    }

    private static void Numbered<T>(EntityTypeBuilder<T> builder, string table)
        where T : FactRow
    {
        builder.ToTable(table);
        builder.HasKey(f => f.Number);
        builder.Property(f => f.Number).ValueGeneratedNever();
    }
}
