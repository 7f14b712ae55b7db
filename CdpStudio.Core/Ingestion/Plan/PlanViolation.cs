using System.Text.Json;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Ingestion.Plan;

/// <summary>
/// How often stored messages of one source did not keep to the plan in one way on one day, counted in the transaction that stored them.
/// Only declared names have rows, and what is odd in a message itself has one a kind without a name: whatever is sent, there are as
/// many as somebody declared and three more.
/// </summary>
internal sealed class PlanViolation
{
    public const int MaxExamples = 3;

    /// <summary>The day of a moment in milliseconds.</summary>
    public static int DayOf(long moment) => (int)(moment / EpochTime.MillisecondsPerDay);

    public long Id { get; init; }

    public required int Source { get; init; }

    /// <summary>Folded; empty for an attribute.</summary>
    public required string EventKey { get; init; }

    /// <summary>Folded name of the attribute, or path of the property; empty where <see cref="ViolationKinds.IsOdd"/>.</summary>
    public required string NameKey { get; init; }

    public required ViolationKind Kind { get; init; }

    /// <summary>Days since the Unix epoch, UTC.</summary>
    public required int Day { get; init; }

    /// <summary>Stored as they came.</summary>
    public long Marked { get; set; }

    /// <summary>Stored without the value.</summary>
    public long Dropped { get; set; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public long LastAt { get; set; }

    /// <summary>The day's first different values, cut; never personal ones.</summary>
    public required List<string> Examples { get; set; }
}

internal sealed class PlanConfiguration : IEntityTypeConfiguration<PlanViolation>
{
    public void Configure(EntityTypeBuilder<PlanViolation> builder)
    {
        builder.ToTable("PlanViolation");
        builder.HasKey(v => v.Id);
        builder.HasIndex(v => new { v.Source, v.Day });
        // Read and replaced as a whole, and never asked for by the database.
        builder.Property(v => v.Examples).IsLongText().HasConversion(
            new Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter<List<string>, string>(
                examples => JsonSerializer.Serialize(examples, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<List<string>>(json, JsonSerializerOptions.Web)!),
            ValueComparer.CreateDefault<List<string>>(favorStructuralComparisons: false));
    }
}
