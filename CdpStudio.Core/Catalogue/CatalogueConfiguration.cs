using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Catalogue;

internal sealed class CatalogueConfiguration : IEntityTypeConfiguration<DeclaredAttribute>, IEntityTypeConfiguration<DeclaredEvent>
{
    public void Configure(EntityTypeBuilder<DeclaredAttribute> builder)
    {
        builder.ToTable("DeclaredAttribute");
        builder.HasKey(a => a.Key);
        builder.Property(a => a.Key).HasMaxLength(CatalogueName.MaxLength);
        builder.Property(a => a.Name).HasMaxLength(CatalogueName.MaxLength);
        builder.Property(a => a.Label).HasMaxLength(CatalogueName.MaxLabelLength);
        builder.Ignore(a => a.Expects);
        builder.Ignore(a => a.WinningRule);
        // Read and replaced as a whole, and never asked for by the database.
        builder.Property(a => a.Allowed).HasMaxLength(-1).HasConversion(
            allowed => JsonSerializer.Serialize(allowed, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<List<string>>(json, JsonSerializerOptions.Web)!,
            ValueComparer.CreateDefault<List<string>?>(favorStructuralComparisons: false));
        builder.Property(a => a.Ranking).HasMaxLength(-1).HasConversion(
            ranking => JsonSerializer.Serialize(ranking, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<List<int>>(json, JsonSerializerOptions.Web)!,
            ValueComparer.CreateDefault<List<int>?>(favorStructuralComparisons: false));
        builder.HasData(ReservedTraits.All);
    }

    public void Configure(EntityTypeBuilder<DeclaredEvent> builder)
    {
        builder.ToTable("DeclaredEvent");
        builder.HasKey(e => e.Key);
        builder.Property(e => e.Key).HasMaxLength(CatalogueName.MaxLength);
        builder.Property(e => e.Name).HasMaxLength(CatalogueName.MaxLength);
        builder.Property(e => e.Label).HasMaxLength(CatalogueName.MaxLabelLength);

        // Read and replaced as a whole, and never asked for by the database.
        builder.Property(e => e.Properties).HasMaxLength(-1).HasConversion(
            properties => JsonSerializer.Serialize(properties, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<List<DeclaredProperty>>(json, JsonSerializerOptions.Web)!,
            ValueComparer.CreateDefault<List<DeclaredProperty>>(favorStructuralComparisons: false));
    }
}
