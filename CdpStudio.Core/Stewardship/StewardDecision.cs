using System.Text.Json;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Stewardship;

/// <summary>Somebody decided who is who. What follows from it are facts; this row says whose word they are, and lets it be taken back.</summary>
public sealed class StewardDecision
{
    // A plain number: EF sees a change in every model whose key is both converted and given by the database.
    public long Id { get; init; }

    public required StewardDecisionKind Kind { get; init; }

    /// <summary>JSON, see <see cref="DecidedIdentifiers"/>; without those of people who were erased since.</summary>
    public required string Identifiers { get; set; }

    /// <summary>A fence stands between every two of the two sides.</summary>
    public bool Never { get; init; }

    /// <summary>The newest fact before: what the decision brought about has a higher number.</summary>
    public required long After { get; init; }

    /// <summary>A user's name or an API key's.</summary>
    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null while it stands.</summary>
    public string? UndoneBy { get; set; }

    public DateTimeOffset? UndoneAt { get; set; }
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum StewardDecisionKind
{
    Joined = 1,
    TookApart = 2,

    /// <summary>Two people who were never one are to stay two.</summary>
    KeptApart = 3,
}

/// <summary>What a decision is about, as stored: members are added and never renamed.</summary>
/// <param name="A">Of a join, one; of a taking apart, those that were taken out; of a keeping apart, one person's.</param>
/// <param name="B">Of a join, the other one; of a taking apart, the rest; of a keeping apart, the other person's.</param>
/// <param name="Cuts">Of a taking apart: pairs of numbers, one of each side.</param>
public sealed record DecidedIdentifiers(IReadOnlyList<DecidedIdentifier> A, IReadOnlyList<DecidedIdentifier> B, IReadOnlyList<long[]> Cuts)
{
    internal IEnumerable<DecidedIdentifier> All => A.Concat(B);

    internal string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    internal static DecidedIdentifiers Read(string json) => JsonSerializer.Deserialize<DecidedIdentifiers>(json, JsonSerializerOptions.Web)!; // its own

    internal DecidedIdentifiers Without(Func<DecidedIdentifier, bool> gone)
    {
        var numbers = All.Where(gone).Select(i => i.Number).ToHashSet();
        return new DecidedIdentifiers(
            [.. A.Where(i => !numbers.Contains(i.Number))], [.. B.Where(i => !numbers.Contains(i.Number))], [.. Cuts.Where(c => !c.Any(numbers.Contains))]);
    }
}

/// <param name="Number">That it was born with.</param>
public sealed record DecidedIdentifier(long Number, string Namespace, string Value)
{
    internal Identifier Identifier => new(Namespace, Value);

    internal ProfileId Profile => new(Number);

    internal static DecidedIdentifier Of(Facts.IdentityNode node) => new(node.Profile.Value, node.Identifier.Namespace, node.Identifier.Value);
}

internal sealed class StewardDecisionConfiguration : IEntityTypeConfiguration<StewardDecision>
{
    public const string Table = "StewardDecision";

    public void Configure(EntityTypeBuilder<StewardDecision> decision)
    {
        decision.ToTable(Table);
        decision.HasKey(d => d.Id);
        decision.Property(d => d.Identifiers).IsLongText();
        decision.Property(d => d.By).HasMaxLength(256);
        decision.Property(d => d.UndoneBy).HasMaxLength(256);
    }
}

public static class StewardshipTables
{
    extension(StudioDbContext db)
    {
        public DbSet<StewardDecision> StewardDecisions => db.Set<StewardDecision>();
    }
}
