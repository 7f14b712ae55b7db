using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Persistence;

/// <summary>Knows no feature. Each module brings its own configuration classes and its own extension property for its tables.</summary>
public class StudioDbContext(DbContextOptions options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(StudioDbContext).Assembly);
}
