using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CdpStudio.EndToEnd.Mail;

/// <summary>Debian's aiosmtpd as a process of its own. What it has taken is read from its journal, not from who sent it.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private MailServer(Process process, string folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    public static string Host => "127.0.0.1";

    public int Port { get; }

    /// <param name="delay">Between the final dot and the answer: the time in which a sender's death leaves doubt.</param>
    public static async Task<MailServer> StartAsync(TimeSpan delay = default)
    {
        var folder = Directory.CreateTempSubdirectory("mail-").FullName;
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        // Debian's Python: the package installs itself there.
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Mail", "server.py"));
        start.ArgumentList.Add(port.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(folder);
        start.ArgumentList.Add(delay.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        var process = Process.Start(start) ?? throw new InvalidOperationException("python3 did not start.");
        var line = await process.StandardOutput.ReadLineAsync();
        return line == "ready"
            ? new MailServer(process, folder, port)
            : throw new InvalidOperationException("The mail server did not start: install python3-aiosmtpd.");
    }

    /// <summary>One per recipient, in the order of arrival.</summary>
    public IReadOnlyList<Delivery> Journal()
    {
        var journal = Path.Combine(_folder, "journal");
        if (!File.Exists(journal)) return [];

        using var reader = new StreamReader(new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => line.Split('\t')).Where(parts => parts.Length == 3).Select(p => new Delivery(p[0], p[1], p[2]))];
    }

    /// <summary>The mail as it came, of the first that was taken for a recipient.</summary>
    public string RawMailTo(string recipient)
    {
        var index = Journal().ToList().FindIndex(d => d.Recipient == recipient);
        return File.ReadAllText(Path.Combine(_folder, $"{(index + 1).ToString(CultureInfo.InvariantCulture)}.eml"));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

public sealed record Delivery(string Recipient, string MessageId, string Subject);
