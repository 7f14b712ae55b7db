namespace CdpStudio.Core.Messaging.Email;

/// <summary>
/// Finds the transport for a setup: one that speaks to its server, else the trap. Invented people's mail stays in the trap also where
/// there is a server.
/// </summary>
public sealed class EmailTransports(IEnumerable<IEmailTransport> transports, MailTrap trap)
{
    private readonly List<IEmailTransport> _transports = [.. transports];

    /// <exception cref="InvalidOperationException">There is a mail server, and nothing here speaks to one.</exception>
    public IEmailTransport For(EmailSetup setup) =>
        trap.Takes(setup) ? trap
        : new KeepingInvented(
            _transports.Find(t => t.Takes(setup)) ?? throw new InvalidOperationException("No transport takes mail for a mail server."), trap);

    private sealed class KeepingInvented(IEmailTransport server, MailTrap trap) : IEmailTransport
    {
        public bool Takes(EmailSetup setup) => server.Takes(setup);

        public IEmailLine Open(EmailSetup setup) => new Line(server.Open(setup), trap.Open(setup));

        private sealed class Line(IEmailLine server, IEmailLine trap) : IEmailLine
        {
            public Task<EmailOutcome> SendAsync(EmailMessage message, CancellationToken cancellationToken) =>
                (InventedMailboxes.Has(message.To) ? trap : server).SendAsync(message, cancellationToken);

            public async ValueTask DisposeAsync()
            {
                await server.DisposeAsync();
                await trap.DisposeAsync();
            }
        }
    }
}
