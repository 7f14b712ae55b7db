using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers.PostgreSql;
using CdpStudio.Core.Persistence.Providers.Sqlite;
using CdpStudio.Core.Persistence.Providers.SqlServer;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Persistence;

public sealed class MigrationTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    [InlineData(DatabaseProvider.SqlServer)]
    public void Migrations_OfEachProvider_HoldTheWholeModel(DatabaseProvider provider)
    {
        using var db = Create(provider);

        Assert.False(db.Database.HasPendingModelChanges(), $"The model changed: run build/migrations.sh ({provider}).");
    }

    // No SQL Server runs on our machines, so what it would be sent is read instead.
    [Fact]
    public void SqlServerSchema_FactTables_AreKeyedByNumberAndIndexedByProfile()
    {
        using var db = Create(DatabaseProvider.SqlServer);

        var sql = db.Database.GenerateCreateScript();

        Assert.Contains("CREATE TABLE [EventFacts] (\n    [Number] bigint NOT NULL,", sql.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("CONSTRAINT [PK_EventFacts] PRIMARY KEY ([Number])", sql, StringComparison.Ordinal);
        Assert.Contains("CREATE INDEX [IX_EventFacts_Profile_Number] ON [EventFacts] ([Profile], [Number]);", sql, StringComparison.Ordinal);
        Assert.Contains("[Properties] nvarchar(max) NOT NULL", sql, StringComparison.Ordinal);
        Assert.DoesNotContain("IDENTITY", sql[sql.IndexOf("[EventFacts]", StringComparison.Ordinal)..][..400], StringComparison.Ordinal);
        Assert.DoesNotContain("datetimeoffset", sql, StringComparison.Ordinal);
    }

    [Fact]
    public void SqliteSchema_FactTables_CarryNoSecondaryIndex()
    {
        using var db = Create(DatabaseProvider.Sqlite);

        Assert.DoesNotContain("ON \"EventFacts\"", db.Database.GenerateCreateScript(), StringComparison.Ordinal);
    }

    // A key on SQL Server is at most 900 bytes, and an index 1,700: too long ones fail only there, with the first long value.
    [Fact]
    public void SqlServerSchema_KeysAndIndexes_AreShortEnough()
    {
        using var db = Create(DatabaseProvider.SqlServer);

        var tooLong =
            from entity in db.Model.GetEntityTypes()
            from columns in entity.GetKeys().Select(k => (k.Properties, Limit: 900))
                .Concat(entity.GetIndexes().Select(i => (i.Properties, Limit: 1700)))
            let bytes = columns.Properties.Sum(p => p.GetTypeMapping().Converter?.ProviderClrType == typeof(string) || p.ClrType == typeof(string)
                ? 2L * (p.GetMaxLength() is null or -1 ? 10_000 : p.GetMaxLength()!.Value)
                : 16)
            where bytes > columns.Limit
            select $"{entity.DisplayName()}({string.Join(", ", columns.Properties.Select(p => p.Name))}): {bytes} bytes";

        Assert.Empty(tooLong);
    }

    private static StudioDbContext Create(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.Sqlite => new SqliteDesignTimeFactory().CreateDbContext([]),
        DatabaseProvider.PostgreSql => new PostgreSqlDesignTimeFactory().CreateDbContext([]),
        _ => new SqlServerDesignTimeFactory().CreateDbContext([]),
    };
}
