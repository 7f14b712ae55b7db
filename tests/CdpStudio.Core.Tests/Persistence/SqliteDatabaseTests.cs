using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using CdpStudio.Core.Persistence.Providers.Sqlite;
using CdpStudio.Core.Tests.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Core.Tests.Persistence;

public sealed class SqliteDatabaseTests : DatabaseContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cdpstudio-contract-").FullName;

    [DatabaseFact]
    public async Task Write_WhileAnotherProgramHoldsTheFile_SaysSoAfterTheBusyTimeout()
    {
        var database = new DatabaseUnderTest(CreateProvider());
        await using var other = new SqliteConnection($"Data Source={Path.Combine(_folder, "studio.db")};Pooling=false");
        await other.OpenAsync();
        await using (await other.BeginTransactionAsync())
        {
            await Assert.ThrowsAsync<DatabaseUnavailableException>(
                () => database.Queue.WriteAsync(WritePriority.Inbox, (_, _) => Task.CompletedTask, default).WaitAsync(TimeSpan.FromSeconds(20)));
        }

        await database.Queue.WriteAsync(WritePriority.Inbox, (_, _) => Task.CompletedTask, default);
    }

    private protected override IDatabaseProvider CreateProvider() =>
        new SqliteProvider(new DatabaseOptions { Directory = _folder }, NullLogger<SqliteProvider>.Instance);

    private protected override async Task DropAsync(DatabaseUnderTest database)
    {
        await using (var db = database.Contexts.CreateDbContext()) SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        Directory.Delete(_folder, recursive: true);
    }
}
