using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CdpStudio.Core.Journeys;

internal sealed class JourneyConfiguration :
    IEntityTypeConfiguration<Journey>,
    IEntityTypeConfiguration<JourneyVersion>,
    IEntityTypeConfiguration<JourneyRun>,
    IEntityTypeConfiguration<JourneyPassage>,
    IEntityTypeConfiguration<JourneyPosition>
{
    private const int LongestStep = 40;

    private static readonly ValueConverter<JourneyNumber, int> s_number = new(number => number.Value, value => new JourneyNumber(value));

    public void Configure(EntityTypeBuilder<Journey> journey)
    {
        journey.ToTable("Journey");
        journey.HasKey(j => j.Id);
        journey.Property(j => j.Id).HasConversion(id => id.Value, value => new JourneyId(value));
        journey.Property(j => j.Number).HasConversion(s_number);
        journey.HasIndex(j => j.Number).IsUnique();
        journey.Property(j => j.Key).HasMaxLength(Journey.MaxKeyLength);
        journey.HasIndex(j => j.Key).IsUnique();
        journey.Property(j => j.Name).HasMaxLength(Journey.MaxNameLength);
        journey.Property(j => j.Draft).IsLongText();
        journey.Property(j => j.DraftVersion).IsConcurrencyToken();
        journey.Property(j => j.Owner).HasMaxLength(256);
        journey.Property(j => j.ChangedBy).HasMaxLength(256);
    }

    public void Configure(EntityTypeBuilder<JourneyVersion> version)
    {
        version.ToTable("JourneyVersion");
        version.HasKey(v => new { v.Journey, v.Version });
        version.Property(v => v.Journey).HasConversion(s_number);
        version.Property(v => v.Definition).IsLongText();
        version.Property(v => v.PublishedBy).HasMaxLength(256);
    }

    public void Configure(EntityTypeBuilder<JourneyRun> run)
    {
        run.ToTable("JourneyRun");
        run.HasKey(r => r.Id);
        run.Property(r => r.Journey).HasConversion(s_number);
        run.Property(r => r.Step).HasMaxLength(LongestStep);
        run.Property(r => r.Visit).IsConcurrencyToken();
        run.HasIndex(r => new { r.Journey, r.Profile, r.Entry }).IsUnique();
        run.HasIndex(r => new { r.State, r.DueAt });
        run.HasIndex(r => r.Profile);
    }

    public void Configure(EntityTypeBuilder<JourneyPassage> passage)
    {
        passage.ToTable("JourneyPassage");
        passage.HasKey(p => new { p.Run, p.Visit });
        passage.Property(p => p.Journey).HasConversion(s_number);
        passage.Property(p => p.Step).HasMaxLength(LongestStep);
        passage.Property(p => p.Outcome).HasMaxLength(LongestStep);
        passage.Property(p => p.Detail).IsLongText();
        passage.HasIndex(p => new { p.Journey, p.Step, p.Outcome });
    }

    public void Configure(EntityTypeBuilder<JourneyPosition> position)
    {
        position.ToTable("JourneyPosition");
        position.HasKey(p => p.Name);
        position.Property(p => p.Name).HasMaxLength(100);
    }
}

public static class JourneyTables
{
    extension(StudioDbContext db)
    {
        public DbSet<Journey> Journeys => db.Set<Journey>();

        public DbSet<JourneyVersion> JourneyVersions => db.Set<JourneyVersion>();

        public DbSet<JourneyRun> JourneyRuns => db.Set<JourneyRun>();

        public DbSet<JourneyPassage> JourneyPassages => db.Set<JourneyPassage>();

        public DbSet<JourneyPosition> JourneyPositions => db.Set<JourneyPosition>();
    }
}
