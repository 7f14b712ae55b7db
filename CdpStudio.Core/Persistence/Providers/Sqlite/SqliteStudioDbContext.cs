using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace CdpStudio.Core.Persistence.Providers.Sqlite;

internal sealed class SqliteStudioDbContext(DbContextOptions<SqliteStudioDbContext> options) : StudioDbContext(options)
{
    public override async Task BulkInsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;

        var transaction = Database.CurrentTransaction ?? throw new InvalidOperationException("A bulk insert needs an open transaction.");
        var plan = BulkColumns.Of<T>(this);
        var names = this.GetService<ISqlGenerationHelper>();

        await using var command = Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
        var columns = string.Join(", ", plan.Columns.Select(c => names.DelimitIdentifier(c.Name)));
        var values = string.Join(", ", plan.Columns.Select((_, i) => $"@p{i}"));
        command.CommandText = $"INSERT INTO {names.DelimitIdentifier(plan.Table.Name)} ({columns}) VALUES ({values})";
        for (var i = 0; i < plan.Columns.Count; i++) command.Parameters.Add(new SqliteParameter($"@p{i}", DBNull.Value));

        foreach (var row in rows)
        {
            for (var i = 0; i < plan.Columns.Count; i++) command.Parameters[i].Value = plan.Columns[i].Read(row) ?? DBNull.Value;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
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
