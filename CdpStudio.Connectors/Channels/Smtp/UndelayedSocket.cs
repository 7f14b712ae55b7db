using System.Net.Mail;
using System.Net.Sockets;
using System.Reflection;

namespace CdpStudio.Connectors.Channels.Smtp;

/// <summary>
/// System.Net.Mail writes a mail's text and its final dot one after the other, and the dot waits until the server's system has
/// acknowledged the text, which it puts off by 40 ms: measured, three quarters of the time of a mail. There is no setting for that, so
/// the socket is taken out of its fields. Where a later runtime names them otherwise, mail is slower and nothing else; a test tells.
/// </summary>
internal static class UndelayedSocket
{
    private static readonly FieldInfo? s_transport = Field(typeof(SmtpClient), "_transport");
    private static readonly FieldInfo? s_connection = Field(s_transport?.FieldType, "_connection");
    private static readonly FieldInfo? s_socket = Field(s_connection?.FieldType, "_tcpClient");

    /// <param name="client">One that has just sent a mail.</param>
    /// <returns>Whether its socket was found.</returns>
    public static bool Apply(SmtpClient client)
    {
        if (s_transport?.GetValue(client) is not { } transport
            || s_connection?.GetValue(transport) is not { } connection
            || s_socket?.GetValue(connection) is not TcpClient { Connected: true } socket)
        {
            return false;
        }

        try
        {
            socket.NoDelay = true;
            return true;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The mail was taken and the connection is gone since: that is the next mail's business.
            return false;
        }
    }

    private static FieldInfo? Field(Type? type, string name) => type?.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic);
}
