using CdpStudio.Core.Facts;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Core.Tests.Testing;

/// <summary>A real SQLite file in a folder of its own, with the schema of the model and the parts that stand on it.</summary>
public sealed class TestDatabase : IDbContextFactory<StudioDbContext>, IDisposable
{
    // Making the schema takes longer than most tests, so it is made once and copied.
    private static readonly Lazy<string> s_template = new(CreateTemplate);

    private readonly IDbContextFactory<StudioDbContext> _contexts;
    private readonly WriteTurns _turns;

    public TestDatabase()
    {
        Folder = Directory.CreateTempSubdirectory("cdpstudio-").FullName;
        File.Copy(s_template.Value, Path.Combine(Folder, "studio.db"));

        Provider = new SqliteProvider(new DatabaseOptions { Directory = Folder }, NullLogger<SqliteProvider>.Instance);
        _turns = new WriteTurns(Provider.OneWriter);
        _contexts = Provider.CreateFactory([new Core.Persistence.Providers.TextInterceptor(), new WriteTurnInterceptor(_turns)]);
        Queue = new WriteQueue(_contexts, _turns, Provider);
        FactLog = new FactLog(new FactReader(_contexts));
        Leases = new ProcessorLeases(Provider, Queue);
    }

    public string Folder { get; }

    public IWriteQueue Queue { get; }

    public FactLog FactLog { get; }

    public ProcessorLeases Leases { get; }

    internal SqliteProvider Provider { get; }

    internal DatabaseCopies Copies(TimeProvider clock) => new(Provider, this, _turns, clock);

    public StudioDbContext CreateDbContext() => _contexts.CreateDbContext();

    public Task SaveAsync(params object[] entities) =>
        Queue.WriteAsync(WritePriority.Interactive, (db, _) => Task.FromResult(AddAll(db, entities)), CancellationToken.None);

    public void Dispose()
    {
        using (var db = CreateDbContext()) SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        Directory.Delete(Folder, recursive: true);
    }

    private static bool AddAll(StudioDbContext db, object[] entities)
    {
        db.AddRange(entities);
        return true;
    }

    private static string CreateTemplate()
    {
        var folder = Directory.CreateTempSubdirectory("cdpstudio-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var file = Path.Combine(folder, "studio.db");

        var options = new DbContextOptionsBuilder<SqliteStudioDbContext>().UseSqlite($"Data Source={file};Pooling=false").Options;
        using var db = new SqliteStudioDbContext(options);
        db.Database.EnsureCreated();
        return file;
    }
}
