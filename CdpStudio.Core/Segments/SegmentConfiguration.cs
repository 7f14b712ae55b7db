using CdpStudio.Core.Segments.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Segments;

internal sealed class SegmentConfiguration : IEntityTypeConfiguration<Segment>
{
    public void Configure(EntityTypeBuilder<Segment> segment)
    {
        segment.ToTable("Segment");
        segment.HasKey(s => s.Id);
        segment.Property(s => s.Id).HasConversion(id => id.Value, value => new SegmentId(value));
        segment.Property(s => s.Key).HasMaxLength(SegmentKey.MaxLength).HasConversion(key => key.Value, text => KeyOf(text));
        segment.HasIndex(s => s.Key).IsUnique();
        segment.Property(s => s.Name).HasMaxLength(Segment.MaxNameLength);
        segment.Property(s => s.Version).IsConcurrencyToken();
        segment.Property(s => s.Owner).HasMaxLength(256);
        segment.Property(s => s.ChangedBy).HasMaxLength(256);
        segment.Property(s => s.CreatedAt).HasConversion(time => time.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));
        segment.Property(s => s.ChangedAt).HasConversion(time => time.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));
    }

    private static SegmentKey KeyOf(string text) =>
        SegmentKey.TryParse(text, out var key) ? key : throw new InvalidOperationException($"The stored segment key '{text}' is not one.");
}

internal sealed class SegmentStayConfiguration : IEntityTypeConfiguration<SegmentStay>
{
    public void Configure(EntityTypeBuilder<SegmentStay> stay)
    {
        stay.ToTable("SegmentStay");
        stay.HasKey(s => new { s.Segment, s.Profile, s.EnteredGeneration });
        stay.Property(s => s.Segment).HasConversion(id => id.Value, value => new SegmentId(value));
        stay.Property(s => s.Profile).HasConversion(id => id.Value, value => new(value));
    }
}

internal sealed class SegmentMembershipConfiguration : IEntityTypeConfiguration<SegmentMembership>
{
    public void Configure(EntityTypeBuilder<SegmentMembership> membership)
    {
        membership.ToTable("SegmentMembership");
        membership.HasKey(m => m.Segment);
        membership.Property(m => m.Segment).HasConversion(id => id.Value, value => new SegmentId(value));
    }
}

internal sealed class SegmentDayConfiguration : IEntityTypeConfiguration<SegmentDay>
{
    public void Configure(EntityTypeBuilder<SegmentDay> day)
    {
        day.ToTable("SegmentDay");
        day.HasKey(d => new { d.Segment, d.Day });
        day.Property(d => d.Segment).HasConversion(id => id.Value, value => new SegmentId(value));
    }
}
