using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>Rules as somebody set them. The newest hold; those before stay, to be read and put back.</summary>
public sealed class IdentityRuleSet
{
    /// <summary>From 1 on, without gaps.</summary>
    public required int Version { get; init; }

    /// <summary>See <see cref="IdentityRules.Text"/>.</summary>
    public required string Rules { get; init; }

    /// <summary>A user's name or an API key's.</summary>
    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class IdentityRuleSetConfiguration : IEntityTypeConfiguration<IdentityRuleSet>
{
    public const string Table = "IdentityRuleSet";

    public void Configure(EntityTypeBuilder<IdentityRuleSet> set)
    {
        set.ToTable(Table);
        set.HasKey(s => s.Version);
        set.Property(s => s.Version).ValueGeneratedNever();
        set.Property(s => s.Rules).IsLongText();
        set.Property(s => s.By).HasMaxLength(256);
    }
}

public static class IdentityRuleTables
{
    extension(StudioDbContext db)
    {
        public DbSet<IdentityRuleSet> IdentityRuleSets => db.Set<IdentityRuleSet>();
    }
}
