using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace CdpStudio.Core.Persistence.Providers.PostgreSql;

internal sealed class PostgreSqlStudioDbContext(DbContextOptions<PostgreSqlStudioDbContext> options) : StudioDbContext(options)
{
    public override async Task BulkInsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;
        if (Database.CurrentTransaction is null) throw new InvalidOperationException("A bulk insert needs an open transaction.");

        var plan = BulkColumns.Of<T>(this);
        var names = this.GetService<ISqlGenerationHelper>();
        var columns = string.Join(", ", plan.Columns.Select(c => names.DelimitIdentifier(c.Name)));
        var connection = (NpgsqlConnection)Database.GetDbConnection();

        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY {names.DelimitIdentifier(plan.Table.Name)} ({columns}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            foreach (var column in plan.Columns)
            {
                if (column.Read(row) is { } value)
                    await copy.WriteAsync(value, column.Type.StoreTypeNameBase, cancellationToken);
                else
                    await copy.WriteNullAsync(cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }
}
