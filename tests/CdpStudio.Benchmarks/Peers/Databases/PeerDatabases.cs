using System.Diagnostics;

namespace CdpStudio.Benchmarks.Peers.Databases;

/// <param name="Peer">Null where it is not available.</param>
internal sealed record PeerColumn(string Name, IPeer? Peer);

/// <summary>The databases beside ours, in the order of the table.</summary>
internal static class PeerDatabases
{
    private static readonly Kind[] s_kinds =
    [
        new("duckdb", ["DuckDB", "DuckDB lists"], (shop, library) => Task.FromResult<IPeer[]>([.. DuckDbPeer.Load(shop, library)])),
        new("clickhouse", ["ClickHouse"], async (shop, _) => [await ClickHousePeer.LoadAsync(shop)]),
        new("postgresql", ["PostgreSQL"], async (shop, _) => [await PostgreSqlPeer.LoadAsync(shop)]),
        new("sqlite", ["SQLite"], (shop, _) => Task.FromResult<IPeer[]>([SqlitePeer.Load(shop)])),
    ];

    /// <param name="chosen">Flags with commas between: duckdb,clickhouse,postgresql,sqlite.</param>
    /// <param name="library">Path of libduckdb.so.</param>
    public static async Task<IReadOnlyList<PeerColumn>> LoadAsync(string chosen, ShopFiles shop, string library)
    {
        var columns = new List<PeerColumn>();
        foreach (var kind in s_kinds.Where(k => chosen.Split(',').Contains(k.Flag)))
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                var peers = await kind.LoadAsync(shop, library);
                columns.AddRange(kind.Columns.Zip(peers, (name, peer) => new PeerColumn(name, peer)));
                Console.WriteLine(FormattableString.Invariant($"{kind.Columns[0]} {peers[0].Version} loaded in {Stopwatch.GetElapsedTime(started).TotalSeconds:N1} s"));
            }
            catch (PeerUnavailableException e)
            {
                columns.AddRange(kind.Columns.Select(name => new PeerColumn(name, null)));
                Console.WriteLine(e.Message);
            }
        }

        return columns;
    }

    private sealed record Kind(string Flag, string[] Columns, Func<ShopFiles, string, Task<IPeer[]>> LoadAsync);
}
