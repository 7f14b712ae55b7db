namespace CdpStudio.Benchmarks.Peers.Databases;

/// <summary>DuckDB in this process, the events in two sort orders.</summary>
internal sealed class DuckDbPeer(DuckDb duck) : IPeer
{
    private const string Ago = FifteenRules.Ago;

    private static readonly Dictionary<int, string[]> s_forms = new()
    {
        [5] = [$"SELECT id FROM profiles p ANTI JOIN (SELECT DISTINCT profile_id FROM E WHERE event=4 AND ts>{Ago}30)) e ON e.profile_id=p.id WHERE consent_email=1"],
        [8] = [$"SELECT DISTINCT b.profile_id AS id FROM (SELECT profile_id,ts FROM E WHERE event=9 AND ts>{Ago}180)) b ASOF JOIN (SELECT profile_id,ts FROM E WHERE event=2 AND ts>{Ago}180)) a ON a.profile_id=b.profile_id AND a.ts<b.ts WHERE a.ts>=b.ts-604800"],
        [10] = [$"SELECT id FROM (SELECT profile_id AS id, arg_max(category, c*10000000000+l) AS m FROM (SELECT profile_id, category, count(*) AS c, max(ts) AS l FROM E WHERE event=2 AND ts>{Ago}365) GROUP BY profile_id, category) x GROUP BY profile_id) y WHERE m=8"],
        [13] = [$"SELECT id FROM profiles p ANTI JOIN (SELECT DISTINCT profile_id FROM E WHERE ts>{Ago}60)) e ON e.profile_id=p.id"],
        [15] = ["SELECT p.id FROM profiles p SEMI JOIN (SELECT profile_id, ts FROM E WHERE event=9) e ON e.profile_id=p.id AND e.ts>=p.signup_ts AND e.ts<p.signup_ts+2592000"],
    };

    public string Version => DuckDb.Version;

    /// <returns>The events as rows, then as lists: one database, a column of the table each.</returns>
    /// <param name="library">Path of libduckdb.so.</param>
    public static IEnumerable<IPeer> Load(ShopFiles shop, string library)
    {
        if (!File.Exists(library)) throw new PeerUnavailableException("DuckDB is not here: bench.sh brings it with npm of Node 20, https://nodejs.org");

        var duck = new DuckDb(library, Path.Combine(shop.Folder, "shop.duckdb"));
        duck.Run("SET threads=2");
        // Ours lies in the same process; what does not fit is sorted on disk.
        duck.Run("SET memory_limit='6GB'");
        duck.Run("CREATE TABLE profiles(id INTEGER, country UTINYINT, birth_day INTEGER, signup_ts INTEGER, email_domain UTINYINT, plan UTINYINT, consent_email UTINYINT, loyalty INTEGER, ltv INTEGER, tier UTINYINT)");
        duck.Run($"COPY profiles FROM '{shop.Profiles}' (HEADER false)");
        duck.Run("CREATE TABLE raw(profile_id INTEGER, event UTINYINT, ts INTEGER, amount INTEGER, category UTINYINT, product_id INTEGER)");
        duck.Run($"COPY raw FROM '{shop.Events}' (HEADER false)");
        duck.Run("CREATE TABLE events_p AS SELECT * FROM raw ORDER BY event, profile_id, ts");
        duck.Run("CREATE TABLE events_t AS SELECT * FROM raw ORDER BY event, ts");
        duck.Run("DROP TABLE raw");
        var lists = DuckDbLists.Load(duck);
        duck.Run("CHECKPOINT");
        return [new DuckDbPeer(duck), lists];
    }

    public IReadOnlyList<string> Forms(PeerRule rule) => PeerRule.Over([.. rule.Sql, .. s_forms.GetValueOrDefault(rule.Number, [])], "events_p", "events_t");

    public Task<long> NumberAsync(string sql) => Task.FromResult(duck.Number(sql));

    public ValueTask DisposeAsync()
    {
        duck.Dispose();
        return ValueTask.CompletedTask;
    }
}
