using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Governance.Consent;

internal sealed class ConsentConfiguration : IEntityTypeConfiguration<ConsentChange>, IEntityTypeConfiguration<AddressKey>, IEntityTypeConfiguration<Topic>
{
    public void Configure(EntityTypeBuilder<ConsentChange> change)
    {
        change.ToTable("ConsentChange");
        change.HasKey(c => c.Id);
        change.Property(c => c.Channel).HasMaxLength(32);
        change.Property(c => c.Topic).HasMaxLength(Topic.MaxKeyLength);
        change.Property(c => c.Purpose).HasMaxLength(16);
        change.Property(c => c.Address).HasMaxLength(64);
        change.Property(c => c.By).HasMaxLength(256);
        change.Property(c => c.Proof).HasMaxLength(64);
        change.Property(c => c.Source).HasMaxLength(16);
        change.Property(c => c.ProofText).HasMaxLength(ConsentChange.MaxProofLength);
        change.HasIndex(c => new { c.Channel, c.Address, c.Id });
        change.HasIndex(c => new { c.Channel, c.Profile, c.Id });
    }

    public void Configure(EntityTypeBuilder<AddressKey> key)
    {
        key.ToTable("AddressKey");
        key.Property(k => k.Id).ValueGeneratedNever();
        key.Property(k => k.Key).HasMaxLength(32);
    }

    public void Configure(EntityTypeBuilder<Topic> topic)
    {
        topic.ToTable("Topic");
        topic.HasKey(t => t.Key);
        topic.Property(t => t.Key).HasMaxLength(Topic.MaxKeyLength);
        topic.Property(t => t.Name).HasMaxLength(Topic.MaxNameLength);
        topic.Property(t => t.Names).IsLongText();
        topic.Property(t => t.Description).HasMaxLength(Topic.MaxDescriptionLength);
        topic.Property(t => t.ChangedBy).HasMaxLength(256);
    }
}

public static class ConsentTables
{
    extension(StudioDbContext db)
    {
        public DbSet<ConsentChange> ConsentChanges => db.Set<ConsentChange>();

        public DbSet<Topic> Topics => db.Set<Topic>();

        public DbSet<AddressKey> AddressKeys => db.Set<AddressKey>();
    }
}
