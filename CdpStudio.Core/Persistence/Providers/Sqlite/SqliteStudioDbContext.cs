using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace CdpStudio.Core.Persistence.Providers.Sqlite;

internal sealed class SqliteStudioDbContext(DbContextOptions<SqliteStudioDbContext> options) : StudioDbContext(options)
{
    // SQLite does its work on the caller's thread.
    public override Task BulkInsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return Task.CompletedTask;
        if (Database.CurrentTransaction is null) throw new InvalidOperationException("A bulk insert needs an open transaction.");

        var plan = BulkColumns.Of<T>(this);
        var names = this.GetService<ISqlGenerationHelper>();

        var columns = string.Join(", ", plan.Columns.Select(c => names.DelimitIdentifier(c.Name)));
        var values = string.Join(", ", plan.Columns.Select(_ => "?"));
        using var insert = new SqliteInsert(
            (SqliteConnection)Database.GetDbConnection(), $"INSERT INTO {names.DelimitIdentifier(plan.Table.Name)} ({columns}) VALUES ({values})");
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < plan.Columns.Count; i++) insert.Bind(i + 1, plan.Columns[i].Read(row));
            insert.Run();
        }

        return Task.CompletedTask;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);

        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var index in entity.GetIndexes().Where(i => i.FindAnnotation(ModelExtensions.ServersOnly) is not null).ToList())
                entity.RemoveIndex(index);
        }
    }
}
