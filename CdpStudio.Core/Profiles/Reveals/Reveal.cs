using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Profiles.Reveals;

/// <summary>Somebody who sees masks looked at one person without them. Written before anything is shown, and never changed.</summary>
public sealed class Reveal
{
    // A plain number: EF sees a change in every model whose key is both converted and given by the database.
    public long Id { get; init; }

    /// <summary>The number that the person showed then. Whom it stood for is nowhere here.</summary>
    public required ProfileId Profile { get; init; }

    /// <summary>Name of the user.</summary>
    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>In the words of whoever looked.</summary>
    public required string Why { get; init; }
}

internal sealed class RevealConfiguration : IEntityTypeConfiguration<Reveal>
{
    public const string Table = "Reveal";

    public void Configure(EntityTypeBuilder<Reveal> reveal)
    {
        reveal.ToTable(Table);
        reveal.HasKey(r => r.Id);
        reveal.Property(r => r.By).HasMaxLength(256);
        reveal.Property(r => r.Why).HasMaxLength(RevealPersonHandler.MaxWhyLength);
        reveal.HasIndex(r => r.Profile);
    }
}

public static class RevealTables
{
    extension(StudioDbContext db)
    {
        public DbSet<Reveal> Reveals => db.Set<Reveal>();
    }
}
