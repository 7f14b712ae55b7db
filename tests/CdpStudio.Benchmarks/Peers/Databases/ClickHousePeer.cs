using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CdpStudio.Benchmarks.Peers.Databases;

/// <summary>ClickHouse as a server of its own, asked over HTTP, the events in two sort orders. What is unknown is 0, as its columns are fastest without nulls.</summary>
internal sealed class ClickHousePeer : IPeer
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly Uri _address = new($"http://127.0.0.1:{FreePort()}/");
    private PeerServer? _server;

    public string Version { get; private set; } = "";

    public static async Task<ClickHousePeer> LoadAsync(ShopFiles shop)
    {
        var program = PeerServer.Program("clickhouse-server", "clickhouse-server");
        var folder = Directory.CreateDirectory(Path.Combine(shop.Folder, "clickhouse")).FullName;
        var settings = Path.Combine(folder, "config.xml");
        var peer = new ClickHousePeer();
        await File.WriteAllTextAsync(settings, peer.Settings(folder));
        peer._server = await PeerServer.StartAsync(Path.Combine(folder, "log"), [program, $"--config-file={settings}"], () => peer.NumberAsync("SELECT 1"));
        peer.Version = (await peer.AskAsync(new StringContent("SELECT version()"))).Trim();
        await peer.FillAsync(shop);
        return peer;
    }

    public IReadOnlyList<string> Forms(PeerRule rule) => PeerRule.Over(ClickHouseForms.Of(rule), "events_p", "events_t");

    public async Task<long> NumberAsync(string sql) => long.Parse(await AskAsync(new StringContent(sql)), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }

    private async Task FillAsync(ShopFiles shop)
    {
        const string Events = "(profile_id UInt32, event UInt8, ts UInt32, amount UInt32, category UInt8, product_id UInt32) ENGINE=MergeTree ORDER BY";
        await RunAsync("CREATE TABLE profiles(id UInt32, country UInt8, birth_day Int32, signup_ts UInt32, email_domain UInt8, plan UInt8, consent_email UInt8, loyalty Int32, ltv Int32, tier UInt8) ENGINE=MergeTree ORDER BY id");
        await RunAsync($"CREATE TABLE events_p{Events} (event, profile_id, ts)");
        await RunAsync($"CREATE TABLE events_t{Events} (event, ts, profile_id)");
        await SendAsync("profiles", shop.Profiles);
        await SendAsync("events_p", shop.Events);
        await RunAsync("INSERT INTO events_t SELECT * FROM events_p");
        foreach (var table in (string[])["profiles", "events_p", "events_t"])
        {
            // One that merges already takes no order to.
            do await RunAsync($"OPTIMIZE TABLE {table} FINAL");
            while (await NumberAsync($"SELECT count() FROM system.parts WHERE active AND table='{table}'") > 1);
        }
    }

    private async Task SendAsync(string table, string file)
    {
        await using var rows = File.OpenRead(file);
        await AskAsync(new StreamContent(rows, 1 << 20), $"?query=INSERT%20INTO%20{table}%20FORMAT%20CSV");
    }

    private Task RunAsync(string sql) => AskAsync(new StringContent(sql));

    private async Task<string> AskAsync(HttpContent content, string query = "")
    {
        using var answer = await _http.PostAsync(new Uri(_address, query), content);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"ClickHouse: {text}");
    }

    private string Settings(string folder) => $"""
        <yandex>
          <logger><level>warning</level><console>1</console></logger>
          <listen_host>127.0.0.1</listen_host>
          <http_port>{_address.Port}</http_port>
          <keep_alive_timeout>600</keep_alive_timeout>
          <path>{folder}/data/</path>
          <tmp_path>{folder}/tmp/</tmp_path>
          <mark_cache_size>1073741824</mark_cache_size>
          <uncompressed_cache_size>4294967296</uncompressed_cache_size>
          <default_profile>default</default_profile>
          <default_database>default</default_database>
          <profiles><default><max_threads>2</max_threads><use_uncompressed_cache>1</use_uncompressed_cache></default></profiles>
          <quotas><default></default></quotas>
          <users>
            <default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default>
          </users>
        </yandex>
        """;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
