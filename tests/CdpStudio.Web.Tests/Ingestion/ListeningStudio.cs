using System.Net.Sockets;
using System.Text;

namespace CdpStudio.Web.Tests.Ingestion;

/// <summary>The product behind the real server on a port of its own, so that what is no HTTP can be sent as well.</summary>
public class ListeningStudio : RunningStudio
{
    public ListeningStudio()
    {
        UseKestrel(0);
        StartServer();
    }

    /// <summary>A connection on which anything can be written.</summary>
    public async Task<RawConnection> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(ClientOptions.BaseAddress.Host, ClientOptions.BaseAddress.Port);
        return new RawConnection(client);
    }
}

/// <summary>Writes bytes as they are and reads what comes back.</summary>
public sealed class RawConnection(TcpClient client) : IDisposable
{
    private readonly NetworkStream _stream = client.GetStream();

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public async Task SendAsync(string text)
    {
        try
        {
            await _stream.WriteAsync(Encoding.Latin1.GetBytes(text));
        }
        catch (IOException)
        {
            // The server has answered and closed already.
        }
    }

    /// <summary>Nothing more will come from here.</summary>
    public void EndSending() => client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>The first line and the headers of the next answer, such as <c>HTTP/1.1 200 OK</c>; empty when the server just closed.</summary>
    public async Task<string> HeadAsync()
    {
        using var limit = new CancellationTokenSource(s_patience);
        var head = new StringBuilder();
        var one = new byte[1];
        try
        {
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await _stream.ReadAsync(one, limit.Token) == 1)
                head.Append((char)one[0]);
        }
        catch (IOException)
        {
            // Reset: there is no answer.
        }

        return head.ToString();
    }

    public static int StatusOf(string head) => head.Length == 0 ? 0 : int.Parse(head.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    public void Dispose() => client.Dispose();
}
