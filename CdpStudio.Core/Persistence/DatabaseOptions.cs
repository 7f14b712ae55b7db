namespace CdpStudio.Core.Persistence;

/// <summary>Sections <c>Database</c> and <c>Storage</c> and the connection string <c>Studio</c>.</summary>
public sealed class DatabaseOptions
{
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>Required for a server database. Empty on SQLite means <c>studio.db</c> in <see cref="Directory"/>.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Where files live that are not in the database, and the SQLite file. One running process per folder.</summary>
    public string Directory { get; set; } = "./data";

    /// <summary><c>Audience:Engine</c>, refused here together with SQLite.</summary>
    public string AudienceEngine { get; set; } = "InMemory";
}

public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
    SqlServer,
}
