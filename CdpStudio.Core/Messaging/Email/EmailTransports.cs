namespace CdpStudio.Core.Messaging.Email;

/// <summary>Finds the transport for a setup: one that speaks to its server, else the trap.</summary>
public sealed class EmailTransports(IEnumerable<IEmailTransport> transports, MailTrap trap)
{
    private readonly List<IEmailTransport> _transports = [.. transports];

    /// <exception cref="InvalidOperationException">There is a mail server, and nothing here speaks to one.</exception>
    public IEmailTransport For(EmailSetup setup) =>
        trap.Takes(setup) ? trap
        : _transports.Find(t => t.Takes(setup)) ?? throw new InvalidOperationException("No transport takes mail for a mail server.");
}
