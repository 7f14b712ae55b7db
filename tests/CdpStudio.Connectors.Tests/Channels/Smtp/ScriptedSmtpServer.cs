using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CdpStudio.Connectors.Tests.Channels.Smtp;

/// <summary>Where a conversation stands when the script says what happens.</summary>
public enum SmtpStep
{
    Connect,
    Hello,
    Auth,
    Mail,
    Recipient,
    Data,
    Dot,
    NextMail,
}

public abstract record SmtpAct
{
    public sealed record Reply(string Text) : SmtpAct;

    /// <summary>Says nothing more and keeps the connection.</summary>
    public sealed record Silence : SmtpAct;

    public sealed record Reset : SmtpAct;

    public sealed record ReplyThenReset(string Text) : SmtpAct;
}

/// <summary>A mail server of a few lines that does at each step what a test wants, and keeps what it has taken.</summary>
public sealed class ScriptedSmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<SmtpStep, SmtpAct> _script = new();
    private readonly ConcurrentQueue<string> _accepted = new();
    private readonly Task _listening;
    private int _connections;

    public ScriptedSmtpServer()
    {
        _listener.Start();
        _listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Raw mails that the server answered for.</summary>
    public IReadOnlyCollection<string> Accepted => _accepted;

    public int Connections => _connections;

    /// <summary>What EHLO offers beside nothing.</summary>
    public string Offers { get; set; } = "";

    public void At(SmtpStep step, SmtpAct act) => _script[step] = act;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _listening;
        _stop.Dispose();
    }

    private async Task ListenAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                talks.Add(TalkAsync(socket));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(Socket socket)
    {
        try
        {
            using var connection = new Talk(socket, _stop.Token);
            if (!await ActAsync(connection, SmtpStep.Connect, "220 scripted.test ready")) return;
            while (await connection.ReadLineAsync() is { } line)
            {
                if (!await AnswerAsync(connection, line)) return;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The client hung up, or the test is over.
        }
    }

    private async Task<bool> AnswerAsync(Talk connection, string line)
    {
        var verb = line.Split(' ')[0].ToUpperInvariant();
        switch (verb)
        {
            case "EHLO":
                return await ActAsync(connection, SmtpStep.Hello, Offers.Length == 0 ? "250 scripted.test" : $"250-scripted.test\r\n250 {Offers}");
            case "HELO":
                return await ActAsync(connection, SmtpStep.Hello, "250 scripted.test");
            case "AUTH":
                return await ActAsync(connection, SmtpStep.Auth, "235 welcome");
            case "MAIL":
                return await ActAsync(connection, connection.Mails++ == 0 ? SmtpStep.Mail : SmtpStep.NextMail, "250 sender ok");
            case "RCPT":
                return await ActAsync(connection, SmtpStep.Recipient, "250 recipient ok");
            case "DATA":
                if (!await ActAsync(connection, SmtpStep.Data, "354 go on")) return false;
                if (_script.TryGetValue(SmtpStep.Data, out var refused) && refused is SmtpAct.Reply) return true;
                return await TakeAsync(connection);
            case "QUIT":
                await connection.WriteAsync("221 bye");
                return false;
            default:
                await connection.WriteAsync("250 ok");
                return true;
        }
    }

    private async Task<bool> TakeAsync(Talk connection)
    {
        var mail = new StringBuilder();
        while (await connection.ReadLineAsync() is { } line && line != ".") mail.Append(line).Append("\r\n");
        var act = _script.GetValueOrDefault(SmtpStep.Dot, new SmtpAct.Reply("250 2.0.0 queued as 4711"));
        if (act is SmtpAct.Reply { Text: ['2', ..] } or SmtpAct.ReplyThenReset { Text: ['2', ..] }) _accepted.Enqueue(mail.ToString());
        return await ActAsync(connection, SmtpStep.Dot, "250 2.0.0 queued as 4711");
    }

    private async Task<bool> ActAsync(Talk connection, SmtpStep step, string otherwise)
    {
        switch (_script.GetValueOrDefault(step, new SmtpAct.Reply(otherwise)))
        {
            case SmtpAct.Reply reply:
                await connection.WriteAsync(reply.Text);
                return !reply.Text.StartsWith("421", StringComparison.Ordinal);
            case SmtpAct.Silence:
                await Task.Delay(Timeout.Infinite, _stop.Token);
                return false;
            case SmtpAct.ReplyThenReset last:
                await connection.WriteAsync(last.Text);
                connection.Reset();
                return false;
            default:
                connection.Reset();
                return false;
        }
    }

    private sealed class Talk(Socket socket, CancellationToken stop) : IDisposable
    {
        private readonly NetworkStream _stream = new(socket, ownsSocket: true);
        private readonly StreamReader _reader = new(new NetworkStream(socket), Encoding.Latin1);

        public int Mails { get; set; }

        public async Task<string?> ReadLineAsync() => await _reader.ReadLineAsync(stop);

        public async Task WriteAsync(string line) => await _stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), stop);

        public void Reset()
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }

        public void Dispose()
        {
            _reader.Dispose();
            _stream.Dispose();
        }
    }
}
