using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using CdpStudio.Core.Messaging.Email;

namespace CdpStudio.Connectors.Channels.Smtp;

/// <summary>
/// What a failure of System.Net.Mail says of the mail. It tells a reply by its code, and a connection that never stood; whatever broke
/// on the way looks the same before and after the final dot, and is in doubt.
/// </summary>
internal static class SmtpOutcome
{
    // 421 closes the line; the others want a sign-in or encryption that was not given, so nobody's mail is taken.
    private static readonly int[] s_serverAway = [421, 432, 454, 502, 503, 504, 523, 524, 525, 530, 534, 535, 538];

    // A time-out or a reset is not among them: it can come at any step.
    private static readonly SocketError[] s_neverConnected =
    [
        SocketError.ConnectionRefused, SocketError.HostNotFound, SocketError.HostUnreachable, SocketError.HostDown, SocketError.NetworkUnreachable,
        SocketError.NetworkDown, SocketError.TryAgain, SocketError.NoData, SocketError.NoRecovery, SocketError.AddressNotAvailable,
    ];

    private const string NoStartTls = "Server does not support secure connections";

    public static EmailOutcome Of(SmtpException failure)
    {
        var code = (int)failure.StatusCode;
        if (code is >= 400 and < 600) return OfReply(code, failure.Message);

        return failure.InnerException switch
        {
            SocketException { SocketErrorCode: var error } when Array.IndexOf(s_neverConnected, error) >= 0 =>
                new EmailOutcome.Deferred(null, OwnReply.NoConnection.Text($"{error}."), ServerAway: true),
            // Encryption stands before anything of the mail is said.
            AuthenticationException tls => new EmailOutcome.Deferred(null, OwnReply.NotEncrypted.Text(tls.Message), ServerAway: true),
            { } inner => new EmailOutcome.InDoubt(OwnReply.Broken.Text(inner.Message)),
            // The text is all that tells it from an answer that makes no sense. Where it is another one, the mail is in doubt.
            null when failure.Message.StartsWith(NoStartTls, StringComparison.Ordinal) =>
                new EmailOutcome.Deferred(null, OwnReply.NoStartTls.Text(), ServerAway: true),
            null => new EmailOutcome.InDoubt(failure.Message),
        };
    }

    private static EmailOutcome OfReply(int code, string reply) =>
        Array.IndexOf(s_serverAway, code) >= 0 ? new EmailOutcome.Deferred(code, reply, ServerAway: true)
        : code < 500 ? new EmailOutcome.Deferred(code, reply, ServerAway: false)
        : new EmailOutcome.Refused(code, reply);
}
