using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Stewardship.Ruling;

/// <summary>What other identity rules would do to the people there are, found out before they are set.</summary>
public sealed class IdentityPreview
{
    // A plain number: EF sees a change in every model whose key is both converted and given by the database.
    public long Id { get; init; }

    /// <summary>See <see cref="IdentityResolution.IdentityRules.Text"/>.</summary>
    public required string Rules { get; init; }

    /// <summary>The version that they were compared with; 0 for those that nobody set.</summary>
    public required int Against { get; init; }

    /// <summary>A user's name or an API key's.</summary>
    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    public required JobRunId Job { get; init; }

    /// <summary>JSON, see <see cref="RuleEffect"/>; null until it is known.</summary>
    public string? Effect { get; set; }
}

internal sealed class IdentityPreviewConfiguration : IEntityTypeConfiguration<IdentityPreview>
{
    public const string Table = "IdentityPreview";

    public void Configure(EntityTypeBuilder<IdentityPreview> preview)
    {
        preview.ToTable(Table);
        preview.HasKey(p => p.Id);
        preview.Property(p => p.Rules).IsLongText();
        preview.Property(p => p.Effect).IsLongText();
        preview.Property(p => p.By).HasMaxLength(256);
        preview.Property(p => p.Job).HasConversion(id => id.Value, stored => new JobRunId(stored));
    }
}

public static class IdentityPreviewTables
{
    extension(StudioDbContext db)
    {
        public DbSet<IdentityPreview> IdentityPreviews => db.Set<IdentityPreview>();
    }
}
