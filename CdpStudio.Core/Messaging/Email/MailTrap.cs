using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Messaging.Email;

/// <summary>Takes mail as long as there is no mail server, so that everything can be tried and nothing leaves. The newest are kept.</summary>
public sealed class MailTrap(IWriteQueue queue, TimeProvider clock) : IEmailTransport
{
    public const int MostKept = 10_000;

    public bool Takes(EmailSetup setup) => setup.Server is null;

    public IEmailLine Open(EmailSetup setup) => new Line(queue, clock);

    private sealed class Line(IWriteQueue queue, TimeProvider clock) : IEmailLine
    {
        private const int LooksAfter = 500;

        private int _taken;

        public async Task<EmailOutcome> SendAsync(EmailMessage message, CancellationToken cancellationToken)
        {
            var mail = new TrappedMail
            {
                Send = message.Send,
                At = clock.GetUtcNow(),
                From = message.FromName.Length == 0 ? message.From.Address : $"{message.FromName} <{message.From.Address}>",
                To = message.To,
                Subject = message.Subject,
                Html = message.Html,
                Text = message.Text,
                Headers = string.Join('\n', message.Headers.Select(h => $"{h.Name}: {h.Value}")),
            };
            try
            {
                await queue.WriteAsync(
                    WritePriority.Background,
                    async (db, token) =>
                    {
                        if (++_taken % LooksAfter == 1) await ForgetAsync(db, token);
                        // It had left when its person was erased: then there is nobody to show it for.
                        if (!await db.Sends.AnyAsync(s => s.Id == message.Send && s.Address == Ledger.Send.Erased, token)) db.TrappedMails.Add(mail);
                    },
                    CancellationToken.None);
            }
            catch (DatabaseUnavailableException)
            {
                // Whether the commit counted is not known, as with any server.
                return new EmailOutcome.InDoubt(OwnReply.TrapAway.Text());
            }

            return new EmailOutcome.Accepted(null, null);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static async Task ForgetAsync(StudioDbContext db, CancellationToken cancellationToken)
        {
            var newest = await db.TrappedMails.MaxAsync(m => (long?)m.Id, cancellationToken) ?? 0;
            var last = newest - MostKept;
            await db.TrappedMails.Where(m => m.Id <= last).ExecuteDeleteAsync(cancellationToken);
        }
    }
}
