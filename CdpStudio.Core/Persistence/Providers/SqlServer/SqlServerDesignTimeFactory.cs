using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CdpStudio.Core.Persistence.Providers.SqlServer;

/// <summary>For build/migrations.sh, which connects to no database.</summary>
internal sealed class SqlServerDesignTimeFactory : IDesignTimeDbContextFactory<SqlServerStudioDbContext>
{
    public SqlServerStudioDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerStudioDbContext>().UseSqlServer("Server=localhost").Options);
}
