using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Campaigns;

internal sealed class CampaignConfiguration : IEntityTypeConfiguration<Campaign>
{
    public void Configure(EntityTypeBuilder<Campaign> campaign)
    {
        campaign.ToTable("Campaign");
        campaign.HasKey(c => c.Id);
        campaign.Property(c => c.Id).HasConversion(id => id.Value, value => new CampaignId(value));
        campaign.Property(c => c.Number).HasConversion(number => number.Value, value => new CampaignNumber(value));
        campaign.HasIndex(c => c.Number).IsUnique();
        campaign.Property(c => c.Name).HasMaxLength(Campaign.MaxNameLength);
        campaign.Property(c => c.Content).IsLongText();
        campaign.Property(c => c.Audience).IsLongText();
        campaign.Property(c => c.Version).IsConcurrencyToken();
        campaign.Property(c => c.Owner).HasMaxLength(256);
        campaign.Property(c => c.ChangedBy).HasMaxLength(256);
        campaign.HasIndex(c => new { c.State, c.SendAt });
    }
}

public static class CampaignTables
{
    extension(StudioDbContext db)
    {
        public DbSet<Campaign> Campaigns => db.Set<Campaign>();
    }
}
