using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers.SqlServer;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Core.Tests.Persistence;

/// <summary>Nobody waits for ever for somebody's lock. Held to as text; a server is not needed.</summary>
public sealed class SqlServerLockTimeoutTests
{
    [Fact]
    public void Connection_ThatOpens_IsToldHowLongToWaitForALock()
    {
        using var connection = new SqlConnection();
        using var command = LockTimeoutInterceptor.CommandOf(connection);

        Assert.Equal("SET LOCK_TIMEOUT 5000", command.CommandText);
    }

    [Fact]
    public void Contexts_OfTheProvider_AllDoSo()
    {
        var provider = new SqlServerProvider(new DatabaseOptions { ConnectionString = "Server=nowhere" }, NullLogger<SqlServerProvider>.Instance);

        using var db = provider.CreateFactory([]).CreateDbContext();

        Assert.Contains(db.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()!.Interceptors!, i => i is LockTimeoutInterceptor);
    }
}
