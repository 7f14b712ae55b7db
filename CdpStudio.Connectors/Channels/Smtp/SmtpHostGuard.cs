using CdpStudio.Connectors.Outbound;
using CdpStudio.Core.Messaging.Email;
using Microsoft.Extensions.Options;

namespace CdpStudio.Connectors.Channels.Smtp;

/// <summary>
/// Asks the guard before each connection to a mail server. System.Net.Mail looks the name up once more when it connects, so a name server
/// that changes its answer within a moment gets past; whoever can set the mail server is an administrator.
/// </summary>
internal sealed class SmtpHostGuard(OutboundGuard guard, IOptions<SmtpOptions> options)
{
    /// <returns>Null when the host may be connected to, else why not.</returns>
    public async Task<string?> WhyNotAsync(string host, CancellationToken cancellationToken)
    {
        // Whom the operator has named is connected to whatever its address is, and whether it has one says the connection.
        if (options.Value.Allows(host.TrimEnd('.'))) return null;

        try
        {
            await guard.AddressesOfAsync(host, allowed: false, cancellationToken);
            return null;
        }
        catch (OutboundRefusedException e)
        {
            return (e.Refusal == OutboundRefusal.UnknownHost ? OwnReply.UnknownHost : OwnReply.PrivateHost).Text();
        }
    }
}
