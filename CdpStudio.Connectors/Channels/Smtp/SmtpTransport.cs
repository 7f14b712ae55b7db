using System.Net;
using System.Net.Mail;
using CdpStudio.Core.Messaging.Email;
using Microsoft.Extensions.Options;

namespace CdpStudio.Connectors.Channels.Smtp;

/// <summary>Mail by SMTP, with System.Net.Mail: STARTTLS, sign-in by password, a connection that is kept for the next mail.</summary>
internal sealed class SmtpTransport(SmtpHostGuard guard, IOptions<SmtpOptions> options, TimeProvider clock) : IEmailTransport
{
    public bool Takes(EmailSetup setup) => setup.Server is not null;

    public IEmailLine Open(EmailSetup setup) => new Line(setup.Server!, guard, options.Value.Timeout, clock); // only taken with one

    private sealed class Line(EmailServer server, SmtpHostGuard guard, TimeSpan timeout, TimeProvider clock) : IEmailLine
    {
        private SmtpClient? _client;

        public async Task<EmailOutcome> SendAsync(EmailMessage message, CancellationToken cancellationToken)
        {
            using var time = new CancellationTokenSource(timeout, clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
            if (_client is null && await guard.WhyNotAsync(server.Host, both.Token) is { } why)
                return new EmailOutcome.Deferred(null, why, ServerAway: true);

            var outcome = await HandOverAsync(_client ??= Connection(), SmtpMessage.Of(message), both.Token, time.Token);
            // The client hangs up after any failure.
            if (outcome is not EmailOutcome.Accepted) Hang();
            return outcome;
        }

        public ValueTask DisposeAsync()
        {
            Hang();
            return ValueTask.CompletedTask;
        }

        private static async Task<EmailOutcome> HandOverAsync(SmtpClient client, MailMessage mail, CancellationToken cancellationToken, CancellationToken time)
        {
            try
            {
                // Cancelling is not heard while the server is silent, so nobody waits for that: the mail is in doubt, and the client ends by its
                // own time-out.
                await OnAThreadOfItsOwn(client, mail).WaitAsync(cancellationToken);
                // What the server said to the final dot is not handed on.
                return new EmailOutcome.Accepted(null, null);
            }
            catch (SmtpException e)
            {
                return cancellationToken.IsCancellationRequested && (int)e.StatusCode < 0 ? GivenUp(time) : SmtpOutcome.Of(e);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
            {
                return cancellationToken.IsCancellationRequested ? GivenUp(time) : new EmailOutcome.InDoubt(OwnReply.Broken.Text(e.Message));
            }
        }

        // SendMailAsync blocks its thread until the final dot all the same (measured), and some lines would take the whole pool.
        private static Task OnAThreadOfItsOwn(SmtpClient client, MailMessage mail) => Task.Factory.StartNew(
            () =>
            {
                using (mail) client.Send(mail);
                UndelayedSocket.Apply(client);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        private static EmailOutcome.InDoubt GivenUp(CancellationToken time) => new((time.IsCancellationRequested ? OwnReply.TooSlow : OwnReply.Stopped).Text());

        private SmtpClient Connection() => new(server.Host, server.Port)
        {
            EnableSsl = server.StartTls,
            UseDefaultCredentials = false,
            Credentials = server is { UserName: { } user, Password: { } password } ? new NetworkCredential(user, password) : null,
            DeliveryFormat = SmtpDeliveryFormat.SevenBit,
            Timeout = (int)timeout.TotalMilliseconds,
        };

        private void Hang()
        {
            _client?.Dispose();
            _client = null;
        }
    }
}
