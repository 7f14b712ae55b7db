using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CdpStudio.Core.Persistence.Providers.PostgreSql;

/// <summary>For build/migrations.sh, which connects to no database.</summary>
internal sealed class PostgreSqlDesignTimeFactory : IDesignTimeDbContextFactory<PostgreSqlStudioDbContext>
{
    public PostgreSqlStudioDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlStudioDbContext>().UseNpgsql("Host=localhost").Options);
}
