using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CdpStudio.Core.Persistence.Providers.SqlServer;

internal sealed class SqlServerStudioDbContext(DbContextOptions<SqlServerStudioDbContext> options) : StudioDbContext(options)
{
    public override async Task BulkInsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;

        var transaction = Database.CurrentTransaction ?? throw new InvalidOperationException("A bulk insert needs an open transaction.");
        var plan = BulkColumns.Of<T>(this);
        using var table = ToTable(plan, rows);
        using var copy = new SqlBulkCopy(
            (SqlConnection)Database.GetDbConnection(), SqlBulkCopyOptions.CheckConstraints, (SqlTransaction)transaction.GetDbTransaction());

        copy.DestinationTableName = $"[{plan.Table.Name}]";
        foreach (var column in plan.Columns) copy.ColumnMappings.Add(column.Name, column.Name);
        await copy.WriteToServerAsync(table, cancellationToken);
    }

    internal static DataTable ToTable<T>(BulkColumns plan, IReadOnlyCollection<T> rows)
        where T : class
    {
        var table = new DataTable { Locale = System.Globalization.CultureInfo.InvariantCulture };
        foreach (var column in plan.Columns) table.Columns.Add(column.Name, column.ProviderType);

        foreach (var row in rows)
        {
            var values = new object[plan.Columns.Count];
            for (var i = 0; i < values.Length; i++) values[i] = plan.Columns[i].Read(row) ?? DBNull.Value;
            table.Rows.Add(values);
        }

        return table;
    }
}
