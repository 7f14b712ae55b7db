using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Ingestion.Fields;

/// <summary>What a source's stored messages of one day had values for, counted in the transactions that stored them.</summary>
internal sealed class SourceFieldDay
{
    public required int Source { get; init; }

    /// <summary>Days since the Unix epoch, UTC.</summary>
    public required int Day { get; init; }

    /// <summary>JSON, as <see cref="FieldCounts"/> writes it.</summary>
    public required string Counts { get; set; }
}

internal sealed class SourceFieldConfiguration : IEntityTypeConfiguration<SourceFieldDay>
{
    public void Configure(EntityTypeBuilder<SourceFieldDay> builder)
    {
        builder.ToTable("SourceFieldDay");
        builder.HasKey(f => new { f.Source, f.Day });
        builder.Property(f => f.Counts).IsLongText();
    }
}

/// <summary>What one transaction of the processor counts, on its way into <see cref="SourceFieldDay"/>.</summary>
internal sealed class FieldTally
{
    private readonly Dictionary<int, FieldCounts> _counts = [];

    public void Add(int source, string? @event, IReadOnlyList<string> names)
    {
        if (@event is null && names.Count == 0) return;

        if (!_counts.TryGetValue(source, out var counts)) _counts[source] = counts = new FieldCounts();
        counts.Add(@event, names);
    }

    /// <summary>In the processor's transaction, which nobody else writes beside: rows are read and added to.</summary>
    public async Task WriteAsync(StudioDbContext db, long now, CancellationToken cancellationToken)
    {
        var day = Plan.PlanViolation.DayOf(now);
        foreach (var (source, counts) in _counts)
        {
            var known = await db.SourceFieldDays.SingleOrDefaultAsync(f => f.Source == source && f.Day == day, cancellationToken);
            if (known is null)
            {
                db.Add(new SourceFieldDay { Source = source, Day = day, Counts = counts.Write() });
                continue;
            }

            var sum = FieldCounts.Read(known.Counts);
            sum.Add(counts);
            known.Counts = sum.Write();
        }
    }
}
