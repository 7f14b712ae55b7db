using System.Diagnostics;
using Npgsql;

namespace CdpStudio.Benchmarks.Peers.Databases;

/// <summary>PostgreSQL as a server of its own: events in the order of their profiles under five indexes, of which two cover every rule.</summary>
internal sealed class PostgreSqlPeer(PeerServer server, NpgsqlConnection connection) : IPeer
{
    private static readonly string[] s_settings =
    [
        "listen_addresses=", "shared_buffers=5GB", "work_mem=512MB", "maintenance_work_mem=1GB", "effective_cache_size=12GB", "random_page_cost=1.1",
        "max_parallel_workers_per_gather=2", "max_parallel_maintenance_workers=2", "jit=off",
        // Loaded once and thrown away.
        "fsync=off", "wal_level=minimal", "max_wal_senders=0", "max_wal_size=8GB", "autovacuum=off",
    ];

    public string Version => connection.PostgreSqlVersion.ToString();

    public static async Task<PostgreSqlPeer> LoadAsync(ShopFiles shop)
    {
        var (initdb, postgres) = (PeerServer.Program("initdb", "postgresql"), PeerServer.Program("postgres", "postgresql"));
        var folder = Directory.CreateDirectory(Path.Combine(shop.Folder, "postgresql")).FullName;
        var data = Path.Combine(folder, "data");
        string[] owner = [];
        if (Environment.IsPrivilegedProcess)
        {
            // PostgreSQL refuses to run as root, and reads the files itself.
            owner = [PeerServer.Program("setpriv", "util-linux"), "--reuid=postgres", "--regid=postgres", "--clear-groups"];
            await RunAsync("chown", "postgres", folder);
            await RunAsync("chmod", "o+rX", shop.Folder, shop.Profiles, shop.Events);
        }

        string[] making = [.. owner, initdb, "-D", data, "-U", "studio", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"];
        await RunAsync(making[0], making[1..]);
        var connection = new NpgsqlConnection($"Host={folder};Username=studio;Database=postgres;Pooling=false;Command Timeout=0");
        string[] serving = [.. owner, postgres, "-D", data, "-k", folder, .. s_settings.SelectMany(setting => new[] { "-c", setting })];
        var server = await PeerServer.StartAsync(Path.Combine(folder, "log"), serving, connection.OpenAsync);
        var peer = new PostgreSqlPeer(server, connection);
        await peer.FillAsync(shop);
        return peer;
    }

    public IReadOnlyList<string> Forms(PeerRule rule) => PeerRule.Over([.. rule.Sql, .. LookingUp.Forms(rule)], "events");

    public async Task<long> NumberAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!; // A count or a sum, never null.
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await server.DisposeAsync();
    }

    private async Task FillAsync(ShopFiles shop)
    {
        string[] statements =
        [
            "CREATE TABLE profiles(id INT PRIMARY KEY, country SMALLINT, birth_day INT, signup_ts INT NOT NULL, email_domain SMALLINT, plan SMALLINT, consent_email SMALLINT, loyalty INT, ltv INT, tier SMALLINT)",
            "CREATE TABLE events(profile_id INT NOT NULL, event SMALLINT NOT NULL, ts INT NOT NULL, amount INT, category SMALLINT, product_id INT)",
            $"COPY profiles FROM '{shop.Profiles}' (FORMAT csv)",
            $"COPY events FROM '{shop.Events}' (FORMAT csv)",
            "CREATE INDEX ON events(event, profile_id, ts) INCLUDE (amount, category, product_id)",
            "CREATE INDEX ON events(event, ts) INCLUDE (profile_id, amount, category, product_id)",
            "CREATE INDEX ON events(event, category, ts) INCLUDE (profile_id)",
            "CREATE INDEX ON events(profile_id, ts)",
            "CREATE INDEX ON events(ts, profile_id)",
            "CREATE INDEX ON profiles(country)",
            "CREATE INDEX ON profiles(consent_email, country, plan)",
            "CREATE INDEX ON profiles(signup_ts)",
            "CREATE INDEX ON profiles(ltv)",
            "VACUUM ANALYZE",
        ];
        foreach (var sql in statements)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/", RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} did not start.");
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new PeerUnavailableException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
