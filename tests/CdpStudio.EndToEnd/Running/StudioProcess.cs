using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace CdpStudio.EndToEnd.Running;

/// <summary>
/// The built product as a process of its own, on a data folder of its own: started, killed and started again as an
/// operator or a power cut would. Disposing kills it and removes the folder.
/// </summary>
public sealed class StudioProcess : IAsyncDisposable
{
    public const string ApiKey = "end-to-end-key-0123456789abcdef0123456789";
    public const string AdminEmail = "ada@kilim.example";
    public const string AdminPassword = "a long enough passphrase";

    private static readonly TimeSpan s_readyWithin = TimeSpan.FromSeconds(60);
    private readonly Dictionary<string, string> _environment;
    private readonly string _binary;
    private readonly string _log;
    private Process? _process;
    private volatile bool _isKilled;

    private StudioProcess(Dictionary<string, string> environment, string binary)
    {
        (_environment, _binary) = (environment, binary);
        Folder = Directory.CreateTempSubdirectory("studio-").FullName;
        _log = Path.Combine(Folder, "process.log");
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        Http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(100) };
    }

    public string Folder { get; }

    public Uri Address { get; }

    /// <summary>Sends no key of its own; see <see cref="StudioApi"/>.</summary>
    public HttpClient Http { get; }

    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("The product is not running.");

    public bool HasExited => _process is not { HasExited: false };

    /// <param name="environment">Settings beside the bootstrap values, such as <c>CDP_FAILPOINTS</c>.</param>
    /// <param name="binary">The program; null for the one under test.</param>
    public static async Task<StudioProcess> StartAsync(
        Dictionary<string, string>? environment = null, bool bootstrap = true, string? binary = null, CancellationToken cancellationToken = default)
    {
        var settings = new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Testing" };
        if (bootstrap)
        {
            settings["Bootstrap__ApiKey"] = ApiKey;
            settings["Bootstrap__AdminEmail"] = AdminEmail;
            settings["Bootstrap__AdminPassword"] = AdminPassword;
        }
        foreach (var (key, value) in environment ?? []) settings[key] = value;

        var studio = new StudioProcess(settings, binary ?? Binary());
        try
        {
            await studio.StartAgainAsync(cancellationToken: cancellationToken);
            return studio;
        }
        catch
        {
            // Nobody else could end it.
            await studio.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the binary on the same folder and waits until it is ready.</summary>
    /// <param name="within">A minute, unless much must be read.</param>
    /// <returns>From process start to ready.</returns>
    public async Task<TimeSpan> StartAgainAsync(
        Dictionary<string, string>? environment = null, TimeSpan? within = null, CancellationToken cancellationToken = default)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        start.ArgumentList.Add(_binary);
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add(Address.ToString());
        start.Environment["Storage__Directory"] = Path.Combine(Folder, "data");
        foreach (var (key, value) in _environment) start.Environment[key] = value;
        foreach (var (key, value) in environment ?? []) start.Environment[key] = value;

        var watch = Stopwatch.StartNew();
        _isKilled = false;
        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        _process.OutputDataReceived += (_, line) => Log(line.Data);
        _process.ErrorDataReceived += (_, line) => Log(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        await UntilAsync(
            async () => !HasExited && (await TryGetAsync("/health/ready", cancellationToken)) == HttpStatusCode.OK,
            within ?? s_readyWithin,
            () => HasExited,
            "be ready",
            cancellationToken);
        return watch.Elapsed;
    }

    /// <summary>SIGTERM, as an operator stops it: it ends when its work at hand is done.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", ProcessId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process!.WaitForExitAsync();
    }

    /// <summary>Does something over and over until the process is killed in the middle of it. What fails before is a failure.</summary>
    public async Task UntilKilledAsync(Func<Task> act)
    {
        while (true)
        {
            try
            {
                await act();
            }
            catch (Exception e) when (_isKilled && e is (HttpRequestException or IOException))
            {
                return;
            }
        }
    }

    /// <summary>SIGKILL: nothing of the product runs after this.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;

        _isKilled = true;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until a failpoint has killed the process.</summary>
    public async Task UntilDeadAsync(CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        await _process!.WaitForExitAsync(limit.Token);
    }

    /// <summary>Everything accepted is visible to audience queries.</summary>
    public Task UntilCaughtUpAsync(CancellationToken cancellationToken = default) => UntilAsync(
        async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/ingestion");
            request.Headers.Authorization = new("Bearer", ApiKey);
            using var response = await Http.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
            return (await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("lagMs").GetInt64() == 0;
        },
        TimeSpan.FromSeconds(120),
        () => HasExited,
        "catch up",
        cancellationToken);

    /// <summary>Asks again every 20 ms until it holds.</summary>
    public async Task UntilAsync(
        Func<Task<bool>> holds, TimeSpan within, Func<bool> hopeless, string what, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            if (hopeless() || watch.Elapsed > within)
            {
                throw new InvalidOperationException($"The product did not {what} within {within.TotalSeconds} s.\n{Tail()}");
            }
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    public string Tail() => string.Join('\n', LogLines().TakeLast(40));

    public IReadOnlyList<string> LogLines()
    {
        lock (_log) return File.Exists(_log) ? File.ReadAllLines(_log) : [];
    }

    public async ValueTask DisposeAsync()
    {
        if (!HasExited) await KillAsync();
        _process?.Dispose();
        Http.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task<HttpStatusCode?> TryGetAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Http.GetAsync(path, cancellationToken);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            // Nobody listens yet; the caller asks again.
            return null;
        }
    }

    private void Log(string? line)
    {
        if (line is null) return;
        lock (_log) File.AppendAllText(_log, line + "\n");
    }

    // What CDPSTUDIO_TEST_BINARY names, such as a published one; else what was built:
    // artifacts/bin/CdpStudio.EndToEnd/release/ stands beside artifacts/bin/CdpStudio.Web/release/.
    private static string Binary()
    {
        if (Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_BINARY") is { Length: > 0 } named) return named;

        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var binary = Path.Combine(own.Parent!.Parent!.FullName, "CdpStudio.Web", own.Name, "CdpStudio.Web.dll");
        return File.Exists(binary) ? binary : throw new FileNotFoundException("Build CdpStudio.Web first.", binary);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
