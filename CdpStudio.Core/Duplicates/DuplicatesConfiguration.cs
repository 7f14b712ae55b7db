using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Duplicates;

internal sealed class DuplicatesConfiguration : IEntityTypeConfiguration<DuplicatePair>, IEntityTypeConfiguration<DuplicateSearch>
{
    public const string PairTable = "DuplicatePair";
    public const string SearchTable = "DuplicateSearch";

    public void Configure(EntityTypeBuilder<DuplicatePair> pair)
    {
        pair.ToTable(PairTable);
        pair.HasKey(p => p.Id);
        pair.Property(p => p.Evidence).IsLongText();
        pair.Property(p => p.By).HasMaxLength(256);
        pair.HasIndex(p => new { p.Low, p.High }).IsUnique();
        pair.HasIndex(p => p.High);
        pair.HasIndex(p => new { p.State, p.Weight, p.Id });
    }

    public void Configure(EntityTypeBuilder<DuplicateSearch> search)
    {
        search.ToTable(SearchTable);
        search.Property(s => s.Id).ValueGeneratedNever();
        search.Property(s => s.Findings).IsLongText();
        search.HasData(new DuplicateSearch());
    }
}

public static class DuplicateTables
{
    extension(StudioDbContext db)
    {
        public DbSet<DuplicatePair> DuplicatePairs => db.Set<DuplicatePair>();

        public DbSet<DuplicateSearch> DuplicateSearches => db.Set<DuplicateSearch>();
    }
}
