using System.Net;
using System.Net.Sockets;
using CdpStudio.Core.Messaging.Email;
using Microsoft.Extensions.Options;

namespace CdpStudio.Connectors.Channels.Smtp;

/// <summary>
/// Looks up a mail server's name before each connection and refuses what lies in a private network, unless the operator has named it.
/// One private address among public ones is enough. System.Net.Mail looks the name up once more when it connects, so a name server that
/// changes its answer within a moment gets past; whoever can set the mail server is an administrator.
/// </summary>
internal sealed class SmtpHostGuard(IOptions<SmtpOptions> options)
{
    /// <returns>Null when the host may be connected to, else why not.</returns>
    public async Task<string?> WhyNotAsync(string host, CancellationToken cancellationToken)
    {
        var name = host.TrimEnd('.');
        if (options.Value.Allows(name)) return null;

        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(name, cancellationToken);
        }
        catch (SocketException)
        {
            return OwnReply.UnknownHost.Text();
        }

        return Array.Exists(addresses, PrivateNetworks.Contains)
            ? OwnReply.PrivateHost.Text()
            : null;
    }
}
