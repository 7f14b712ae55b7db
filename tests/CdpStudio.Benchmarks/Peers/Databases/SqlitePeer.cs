using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CdpStudio.Benchmarks.Peers.Databases;

/// <summary>SQLite in this process: events in the order of their key, and three indexes more of which one covers every rule.</summary>
internal sealed class SqlitePeer(SqliteConnection connection) : IPeer
{
    private const string Settings = "PRAGMA cache_size=-2000000; PRAGMA mmap_size=8000000000; PRAGMA temp_store=MEMORY; PRAGMA threads=2";

    public string Version => connection.ServerVersion;

    public static SqlitePeer Load(ShopFiles shop)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(shop.Folder, "shop.sqlite")};Pooling=False;Default Timeout=0");
        connection.Open();
        Run(connection, $"PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {Settings}");
        Run(connection, "CREATE TABLE profiles(id INTEGER PRIMARY KEY, country INT, birth_day INT, signup_ts INT, email_domain INT, plan INT, consent_email INT, loyalty INT, ltv INT, tier INT)");
        Run(connection, "CREATE TABLE raw(profile_id INT, event INT, ts INT, amount INT, category INT, product_id INT)");
        Read(connection, "profiles", columns: 10, shop.Profiles);
        Read(connection, "raw", columns: 6, shop.Events);

        // In the order of the key, so that its pages are full.
        Run(connection, "CREATE TABLE events(profile_id INT NOT NULL, event INT NOT NULL, ts INT NOT NULL, amount INT, category INT, product_id INT, PRIMARY KEY(event, profile_id, ts)) WITHOUT ROWID");
        Run(connection, "INSERT INTO events SELECT * FROM raw ORDER BY event, profile_id, ts; DROP TABLE raw");
        Run(connection, "CREATE INDEX events_t ON events(event, ts, profile_id, amount, category, product_id)");
        Run(connection, "CREATE INDEX events_c ON events(event, category, ts)");
        Run(connection, "CREATE INDEX events_p ON events(profile_id, ts)");
        Run(connection, "CREATE INDEX profiles_country ON profiles(country)");
        Run(connection, "CREATE INDEX profiles_consent ON profiles(consent_email, country, plan)");
        Run(connection, "CREATE INDEX profiles_signup ON profiles(signup_ts)");
        Run(connection, "ANALYZE");
        return new SqlitePeer(connection);
    }

    public IReadOnlyList<string> Forms(PeerRule rule) => PeerRule.Over([.. rule.Sql, .. LookingUp.Forms(rule)], "events");

    public Task<long> NumberAsync(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Task.FromResult((long)command.ExecuteScalar()!); // A count or a sum, never null.
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static void Read(SqliteConnection connection, string table, int columns, string file)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        SqliteParameter[] parameters = [.. Enumerable.Range(0, columns).Select(i => new SqliteParameter($"${i}", SqliteType.Integer))];
        command.CommandText = $"INSERT INTO {table} VALUES({string.Join(',', parameters.Select(p => p.ParameterName))})";
        command.Parameters.AddRange(parameters);
        foreach (var line in File.ReadLines(file))
        {
            foreach (var (parameter, text) in parameters.Zip(line.Split(',')))
                parameter.Value = text.Length == 0 ? DBNull.Value : int.Parse(text, CultureInfo.InvariantCulture);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
