using CdpStudio.Core.Audience;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Segments.Drafts;
using CdpStudio.Core.Segments.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Segments;

internal sealed class SegmentConfiguration : IEntityTypeConfiguration<Segment>
{
    public void Configure(EntityTypeBuilder<Segment> segment)
    {
        segment.ToTable("Segments");
        segment.HasKey(s => s.Id);
        segment.Property(s => s.Id).HasConversion(id => id.Value, value => new SegmentId(value));
        segment.Property(s => s.Number).HasConversion(number => number.Value, value => new SegmentNumber(value));
        segment.HasIndex(s => s.Number).IsUnique();
        segment.Property(s => s.Key).HasMaxLength(SegmentKey.MaxLength).HasConversion(key => key.Value, text => KeyOf(text));
        segment.HasIndex(s => s.Key).IsUnique();
        segment.Property(s => s.Name).HasMaxLength(Segment.MaxNameLength);
        segment.Property(s => s.Rule).IsLongText();
        segment.Property(s => s.Version).IsConcurrencyToken();
    }

    private static SegmentKey KeyOf(string text) =>
        SegmentKey.TryParse(text, out var key) ? key : throw new InvalidOperationException($"The stored segment key '{text}' is not one.");
}

internal sealed class SegmentStayConfiguration : IEntityTypeConfiguration<SegmentStay>
{
    public void Configure(EntityTypeBuilder<SegmentStay> stay)
    {
        stay.ToTable("SegmentStays");
        stay.HasKey(s => new { s.Segment, s.Profile, s.EnteredGeneration });
        stay.Property(s => s.Segment).HasConversion(number => number.Value, value => new SegmentNumber(value));
    }
}

internal sealed class SegmentMembershipConfiguration : IEntityTypeConfiguration<SegmentMembership>
{
    public void Configure(EntityTypeBuilder<SegmentMembership> membership)
    {
        membership.ToTable("SegmentMemberships");
        membership.HasKey(m => m.Segment);
        membership.Property(m => m.Segment).ValueGeneratedNever().HasConversion(number => number.Value, value => new SegmentNumber(value));
        // Two nodes that follow the same segment by mistake must not both count a round.
        membership.Property(m => m.Generation).IsConcurrencyToken();
        membership.Property(m => m.Identity).HasMaxLength(IAudienceEngine.IdentityMarkLength).HasDefaultValue("");
    }
}

internal sealed class SegmentDayConfiguration : IEntityTypeConfiguration<SegmentDay>
{
    public void Configure(EntityTypeBuilder<SegmentDay> day)
    {
        day.ToTable("SegmentDays");
        day.HasKey(d => new { d.Segment, d.Day });
        day.Property(d => d.Segment).HasConversion(number => number.Value, value => new SegmentNumber(value));
    }
}

internal sealed class SegmentDraftConfiguration : IEntityTypeConfiguration<SegmentDraft>
{
    public void Configure(EntityTypeBuilder<SegmentDraft> draft)
    {
        draft.ToTable("SegmentDrafts");
        draft.HasKey(d => new { d.Owner, d.Segment });
        draft.Property(d => d.Owner).HasMaxLength(SegmentDraft.MaxOwnerLength);
        draft.Property(d => d.Segment).HasMaxLength(SegmentKey.MaxLength);
        draft.Property(d => d.Draft).IsLongText();
    }
}
