using System.Data.Common;
using System.Diagnostics;

namespace CdpStudio.Benchmarks.Peers.Databases;

/// <summary>A database server of this run alone. It ends with this process, however that ends.</summary>
internal sealed class PeerServer : IAsyncDisposable
{
    // The shell waits for the end of its input, which is this process's: one that is killed runs no handler.
    private const string Script = """
        "$@" > "$0" 2>&1 &
        read -r _
        kill -QUIT $!
        wait
        """;

    private static readonly TimeSpan s_answersWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_betweenKnocks = TimeSpan.FromMilliseconds(200);

    private readonly Process _shell;
    private readonly string _log;

    private PeerServer(Process shell, string log) => (_shell, _log) = (shell, log);

    /// <param name="knock">Throws until the server answers.</param>
    /// <exception cref="PeerUnavailableException">With what the server said last.</exception>
    public static async Task<PeerServer> StartAsync(string log, string[] command, Func<Task> knock)
    {
        var start = new ProcessStartInfo("sh", ["-c", Script, log, .. command]) { RedirectStandardInput = true, WorkingDirectory = "/" };
        var shell = Process.Start(start) ?? throw new InvalidOperationException("sh did not start.");
        var server = new PeerServer(shell, log);
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await knock();
                return server;
            }
            catch (Exception e) when (e is HttpRequestException or DbException)
            {
                if (Stopwatch.GetElapsedTime(started) > s_answersWithin) throw await server.SilentAsync(command, e);
                await Task.Delay(s_betweenKnocks);
            }
        }
    }

    /// <summary>Where a program lies, Debian's versions of PostgreSQL first: they are not on the path.</summary>
    /// <exception cref="PeerUnavailableException">Naming the package.</exception>
    public static string Program(string name, string package)
    {
        string[] debian = Directory.Exists("/usr/lib/postgresql")
            ? [.. Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(d => Path.Combine(d, "bin"))]
            : [];
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        string[] folders = [.. debian, .. path.Split(':'), "/usr/sbin"];
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new PeerUnavailableException($"{name} is not installed: sudo apt-get install -y {package}");
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private async Task<PeerUnavailableException> SilentAsync(string[] command, Exception last)
    {
        await DisposeAsync();
        var said = string.Join(' ', (await File.ReadAllLinesAsync(_log)).TakeLast(3));
        return new PeerUnavailableException($"{string.Join(' ', command)} does not answer: {last.Message} {said}");
    }
}
