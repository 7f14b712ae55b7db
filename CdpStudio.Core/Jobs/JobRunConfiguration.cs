using System.Text.Json;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Jobs;

internal sealed class JobRunConfiguration : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> builder)
    {
        builder.ToTable("JobRuns");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).HasConversion(id => id.Value, value => new JobRunId(value)).ValueGeneratedNever();
        builder.Property(r => r.Kind).HasMaxLength(100);
        builder.Property(r => r.ScheduleKey).HasMaxLength(200);
        builder.Property(r => r.Arguments).IsLongText();
        builder.Property(r => r.Checkpoint).IsLongText();
        builder.Property(r => r.Error).IsLongText();
        builder.Property(r => r.Log).HasConversion(
            log => JsonSerializer.Serialize(log, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<JobLogLine[]>(json, JsonSerializerOptions.Web)!,
            ValueComparer.CreateDefault<IReadOnlyList<JobLogLine>>(favorStructuralComparisons: false));
        builder.HasIndex(r => new { r.State, r.CreatedAt });
        builder.HasIndex(r => r.ScheduleKey).IsUnique();
    }
}
