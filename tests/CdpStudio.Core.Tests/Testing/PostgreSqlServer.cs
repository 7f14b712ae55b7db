using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace CdpStudio.Core.Tests.Testing;

/// <summary>
/// A real PostgreSQL for one test run, on a port and in a folder of its own, started when the first test asks and stopped with the run.
/// <c>CDPSTUDIO_TEST_POSTGRES</c> names another one to use instead. Nothing is installed here: test.sh does that.
/// </summary>
internal static class PostgreSqlServer
{
    private static readonly Lazy<string> s_server = new(Start);
    private static int s_databases;

    /// <summary>Connects to a database that does not exist yet.</summary>
    public static string NewDatabase() => new NpgsqlConnectionStringBuilder(s_server.Value)
    {
        Database = $"studio_{Environment.ProcessId}_{Interlocked.Increment(ref s_databases)}",
        // Many small databases, each used for a moment: a pool per database would keep a hundred connections open.
        MaxPoolSize = 8,
        ConnectionIdleLifetime = 1,
        ConnectionPruningInterval = 1,
    }.ToString();

    private static string Start()
    {
        if (Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_POSTGRES") is { Length: > 0 } named) return named;

        var folder = Directory.CreateTempSubdirectory("cdpstudio-postgres-").FullName;
        var data = Path.Combine(folder, "data");
        var port = FreePort();
        // PostgreSQL refuses to run as root.
        if (Environment.IsPrivilegedProcess) Run("chown", "postgres", folder);

        RunAsOwner(Tool("initdb"), "-D", data, "-U", "studio", "--auth=trust", "--encoding=UTF8", "--no-sync");
        // The tests kill connections and processes, never the machine, so the files need not be flushed. A log file that is used again would hold what
        // other tests wrote, and one test looks for words in them.
        RunAsOwner(
            Tool("pg_ctl"), "-D", data, "-l", Path.Combine(folder, "log"), "-w", "-o",
            $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off -c wal_recycle=off -c max_connections=200", "start");
        StopWithThisProcess(folder, data);
        return $"Host=127.0.0.1;Port={port};Username=studio;Include Error Detail=true";
    }

    // A process of its own, because a test run that is killed runs no handler.
    private static void StopWithThisProcess(string folder, string data)
    {
        var setpriv = Environment.IsPrivilegedProcess ? "setpriv --reuid=postgres --regid=postgres --clear-groups " : "";
        var script =
            $"while kill -0 {Environment.ProcessId} 2>/dev/null; do sleep 0.2; done; {setpriv}{Tool("pg_ctl")} -D {data} -m immediate stop; rm -rf {folder}";
        using var watcher = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", script]) { WorkingDirectory = "/" });
    }

    private static string Tool(string name)
    {
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(d => Path.Combine(d, "bin", name)).FirstOrDefault(File.Exists)
            : null;
        return debian ?? name;
    }

    private static void RunAsOwner(string program, params string[] arguments)
    {
        if (Environment.IsPrivilegedProcess)
            Run("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments]);
        else
            Run(program, arguments);
    }

    private static void Run(string program, params string[] arguments)
    {
        // Not redirected: the server would inherit the pipe, and reading to its end would wait for the server.
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/" })
            ?? throw new InvalidOperationException($"{program} did not start.");
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: install PostgreSQL, or run test.sh, which does.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
