using CdpStudio.Core.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdpStudio.Core.Tests.Persistence;

public sealed class SqliteStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cdpstudio-start-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Start_EmptyFolder_MakesADatabaseWithItsConnectionSettings()
    {
        await using var services = await StartAsync();

        await using var db = services.GetRequiredService<IDbContextFactory<StudioDbContext>>().CreateDbContext();
        Assert.Equal("wal", await PragmaAsync<string>(db, "journal_mode"));
        Assert.Equal(2, await PragmaAsync<long>(db, "synchronous"));
        Assert.Equal(1, await PragmaAsync<long>(db, "secure_delete"));
        Assert.Equal(5000, await PragmaAsync<long>(db, "busy_timeout"));
        Assert.Equal(1, await PragmaAsync<long>(db, "foreign_keys"));
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task Start_FolderInUse_IsRefusedInWords()
    {
        await using var first = await StartAsync();

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => StartAsync());

        Assert.Contains("Another CDP Studio is running", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AfterTheFirstEnded_TakesTheFolder()
    {
        await (await StartAsync()).DisposeAsync();

        await (await StartAsync()).DisposeAsync();
    }

    [Fact]
    public async Task Start_MigrationLockAndHalfWrittenFilesOfAKilledProcess_AreRemoved()
    {
        await (await StartAsync()).DisposeAsync();
        await ExecuteAsync(
            """
            DELETE FROM __EFMigrationsHistory;
            CREATE TABLE IF NOT EXISTS __EFMigrationsLock (Id INTEGER PRIMARY KEY, Timestamp TEXT NOT NULL);
            INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01');
            """);
        await DropTablesAsync();
        var half = Path.Combine(_folder, "exports", "members.xlsx.partial");
        Directory.CreateDirectory(Path.GetDirectoryName(half)!);
        await File.WriteAllTextAsync(half, "half");

        await using var services = await StartAsync().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.False(File.Exists(half));
        Assert.Single(Directory.GetFiles(_folder, "studio.db.before-*"));
    }

    [Fact]
    public async Task Start_DatabaseOfANewerVersion_IsRefusedInWords()
    {
        await (await StartAsync()).DisposeAsync();
        await ExecuteAsync("INSERT INTO __EFMigrationsHistory VALUES ('99990101000000_Future', '99.0.0');");

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => StartAsync());

        Assert.Contains("99990101000000_Future", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Audience:Engine", "ClickHouse", "ClickHouse needs a server database")]
    [InlineData("Audience:Engine", "clickhouse", "ClickHouse needs a server database")]
    [InlineData("Database:Provider", "Oracle", "'Oracle'")]
    [InlineData("Database:Provider", "PostgreSql", "ConnectionStrings:Studio")]
    [InlineData("Storage:Directory", "/proc/nowhere", "cannot be written to")]
    public async Task Start_SettingsThatCannotWork_AreRefusedInWords(string key, string value, string words)
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => StartAsync(new() { [key] = value }));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_EngineOfALaterVersion_IsRefusedByNameOnAServerToo()
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => StartAsync(new()
        {
            ["Database:Provider"] = "PostgreSql",
            ["ConnectionStrings:Studio"] = "Host=nowhere.invalid",
            ["Audience:Engine"] = "ClickHouse",
        }));

        Assert.Contains("ClickHouse is not part of this version", refused.Message, StringComparison.Ordinal);
    }

    private async Task<ServiceProvider> StartAsync(Dictionary<string, string?>? settings = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Directory"] = _folder })
            .AddInMemoryCollection(settings)
            .Build();
        var services = new ServiceCollection().AddLogging().AddPersistence(configuration).BuildServiceProvider();
        try
        {
            foreach (var hosted in services.GetServices<IHostedService>()) await hosted.StartAsync(default);
            return services;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    private static async Task<T> PragmaAsync<T>(StudioDbContext db, string name)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private async Task DropTablesAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "studio.db")};Pooling=false;Foreign Keys=false");
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_\\_EF%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        }

        foreach (var table in tables) await ExecuteAsync($"DROP TABLE \"{table}\"");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "studio.db")};Pooling=false;Foreign Keys=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
