using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Stewardship.Held;

/// <summary>
/// Two profiles that were seen together and did not become one by themselves: a steward has to look. Names numbers only.
/// </summary>
public sealed class HeldMerge
{
    // A plain number: EF sees a change in every model whose key is both converted and given by the database.
    public long Id { get; init; }

    /// <summary>The number that one of them showed when they were found, the lower of the two.</summary>
    public required ProfileId Low { get; init; }

    public required ProfileId High { get; init; }

    public required HeldReason Reason { get; set; }

    /// <summary>Of <see cref="HeldReason.PastLimit"/>, whose limit; null otherwise.</summary>
    public string? Namespace { get; set; }

    /// <summary>The number of the identifier that both were seen with, or that one was seen with of the other's.</summary>
    public required ProfileId Via { get; set; }

    /// <summary>How many profiles were seen with that identifier.</summary>
    public required int People { get; set; }

    /// <summary>When, as first seen; milliseconds since the Unix epoch.</summary>
    public required long SeenAt { get; set; }

    public required HeldState State { get; set; }

    /// <summary>When the look began that found them last, milliseconds since the Unix epoch; an open one that the next does not find goes.</summary>
    public required long Look { get; set; }

    /// <summary>A user's name or an API key's; null while it is open.</summary>
    public string? By { get; set; }

    /// <summary>Null while it is open.</summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>What says so in the log, see <see cref="StewardDecision"/>; null where nothing had to be said.</summary>
    public long? Decision { get; set; }
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum HeldReason
{
    /// <summary>Each has a user id.</summary>
    TwoUserIds = 1,

    PastLimit = 2,

    /// <summary>So much hangs together around them that it is not folded whole.</summary>
    TooManyLinks = 3,

    /// <summary>They say birth dates that nobody has both of.</summary>
    BirthDates = 4,
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum HeldState
{
    Open = 1,

    /// <summary>They are one person.</summary>
    One = 2,

    /// <summary>They are two.</summary>
    Two = 3,
}

internal sealed class HeldMergeConfiguration : IEntityTypeConfiguration<HeldMerge>
{
    public const string Table = "HeldMerge";

    public void Configure(EntityTypeBuilder<HeldMerge> held)
    {
        held.ToTable(Table);
        held.HasKey(h => h.Id);
        held.Property(h => h.Namespace).HasMaxLength(100);
        held.Property(h => h.By).HasMaxLength(256);
        held.HasIndex(h => new { h.Low, h.High }).IsUnique();
        held.HasIndex(h => h.High);
        held.HasIndex(h => new { h.State, h.People, h.Id });
    }
}

public static class HeldMergeTables
{
    extension(StudioDbContext db)
    {
        public DbSet<HeldMerge> HeldMerges => db.Set<HeldMerge>();
    }
}
