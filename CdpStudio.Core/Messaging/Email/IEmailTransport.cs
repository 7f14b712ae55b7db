namespace CdpStudio.Core.Messaging.Email;

/// <summary>A way for mail to leave. The trap is one; those that speak to servers live with the other connectors.</summary>
public interface IEmailTransport
{
    /// <summary>Whether it is the one for this setup. Of several the first registered is taken.</summary>
    bool Takes(EmailSetup setup);

    /// <summary>A line for one mail at a time. It connects with the first mail, stays connected, and mends itself.</summary>
    IEmailLine Open(EmailSetup setup);
}

public interface IEmailLine : IAsyncDisposable
{
    /// <summary>Hands one mail over. Everything that can go wrong out there is an outcome; an exception is a bug.</summary>
    /// <param name="cancellationToken">Cancelling while the mail is under way leaves it in doubt.</param>
    Task<EmailOutcome> SendAsync(EmailMessage message, CancellationToken cancellationToken);
}

/// <summary>What became of a mail that was handed over.</summary>
public abstract record EmailOutcome
{
    private EmailOutcome()
    {
    }

    /// <summary>The server answers for it now.</summary>
    /// <param name="Reply">What the server said to the last dot; null where the transport cannot hear it.</param>
    public sealed record Accepted(int? Code, string? Reply) : EmailOutcome;

    /// <summary>Certainly not taken, and may be tried again.</summary>
    /// <param name="Code">The server's reply; null when it was not reached.</param>
    /// <param name="ServerAway">It is the server, not this mail: nobody is let in.</param>
    public sealed record Deferred(int? Code, string Reply, bool ServerAway) : EmailOutcome;

    /// <summary>Certainly not taken, and would not be another time.</summary>
    public sealed record Refused(int Code, string Reply) : EmailOutcome;

    /// <summary>Nobody knows whether it was taken.</summary>
    public sealed record InDoubt(string Reply) : EmailOutcome;
}

/// <summary>A mail that is ready to leave.</summary>
/// <param name="Send">The row of the ledger; null for a test mail.</param>
/// <param name="Id">The Message-ID, without its angle brackets. The same for every attempt.</param>
/// <param name="To">The envelope's recipient and the only one.</param>
/// <param name="Unsubscribe">Null leaves the headers of one-click unsubscription out.</param>
public sealed record EmailMessage(
    long? Send, string Id, string FromName, EmailSender From, string? ReplyTo, string To, string Subject, string Html, string Text, string? Unsubscribe)
{
    /// <summary>What stands in the header beside the addresses and the subject.</summary>
    public IEnumerable<(string Name, string Value)> Headers
    {
        get
        {
            yield return ("Message-ID", $"<{Id}>");
            if (Unsubscribe is null) yield break;

            yield return ("List-Unsubscribe", $"<{Unsubscribe}>");
            yield return ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
    }
}
