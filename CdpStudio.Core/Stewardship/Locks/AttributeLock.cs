using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Stewardship.Locks;

/// <summary>Somebody locked a value of an attribute of one person, or let go of it. The value is a fact; this row says whose word it is.</summary>
public sealed class AttributeLock
{
    // A plain number: EF sees a change in every model whose key is both converted and given by the database.
    public long Id { get; init; }

    /// <summary>The number of the identifier that it was said of.</summary>
    public required ProfileId Profile { get; init; }

    public required string Name { get; init; }

    public required bool LetsGo { get; init; }

    /// <summary>Milliseconds since the Unix epoch; the fact is valid from then.</summary>
    public required long At { get; init; }

    /// <summary>A user's name or an API key's.</summary>
    public required string By { get; init; }
}

internal sealed class AttributeLockConfiguration : IEntityTypeConfiguration<AttributeLock>
{
    public const string Table = "AttributeLock";

    public void Configure(EntityTypeBuilder<AttributeLock> builder)
    {
        builder.ToTable(Table);
        builder.HasKey(l => l.Id);
        builder.Property(l => l.Name).HasMaxLength(CatalogueName.MaxLength);
        builder.Property(l => l.By).HasMaxLength(256);
        builder.HasIndex(l => l.Profile);
    }
}

public static class LockTables
{
    extension(StudioDbContext db)
    {
        public DbSet<AttributeLock> AttributeLocks => db.Set<AttributeLock>();
    }
}
