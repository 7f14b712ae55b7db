using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Content;

namespace CdpStudio.Core.Messaging.Email;

/// <summary>One mail to the person at work, outside the ledger.</summary>
/// <param name="To">Their own address.</param>
/// <param name="As">Whose values fill the tags; null for a person of whom nothing is known.</param>
public sealed record SendTestMail(MessageContent Content, string To, ProfileId? As);

public abstract record SendTestMailResult
{
    private SendTestMailResult()
    {
    }

    /// <param name="Outcome">What became of it, with the server's very reply.</param>
    /// <param name="Trapped">It lies in the mail trap.</param>
    public sealed record Tried(EmailOutcome Outcome, bool Trapped) : SendTestMailResult;

    /// <summary>The account's name is no address that mail can go to.</summary>
    public sealed record NoAddress : SendTestMailResult;

    /// <summary>The message can't be made for that person.</summary>
    public sealed record NotRendered(MailRendering Why) : SendTestMailResult;

    /// <summary>More than ten in a minute.</summary>
    public sealed record TooMany : SendTestMailResult;
}

public sealed class SendTestMailHandler(
    EmailSetups setups, EmailTransports transports, IProfileDirectory directory, CurrentWorkspace workspace, UnsubscribeLinks links, TimeProvider clock)
{
    public const int MostPerMinute = 10;

    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Queue<DateTimeOffset> _sent = new();

    public async Task<SendTestMailResult> HandleAsync(SendTestMail command, CancellationToken cancellationToken)
    {
        if (!EmailAddress.TryParse(command.To, out var to)) return new SendTestMailResult.NoAddress();
        if (!MayPass()) return new SendTestMailResult.TooMany();

        var setup = await setups.ReadAsync(cancellationToken);
        var unsubscribe = links.Address(setup.PublicAddress, UnsubscribeLinks.Test);
        var values = command.As is { } id && directory.Read(id) is { } profile ? RecipientValues.Of(profile, workspace.Zone) : RecipientValues.None;
        var rendering = MailTemplate.Of(command.Content, setup.PostalAddress).Render(values, unsubscribe);
        if (rendering is not MailRendering.Rendered { Mail: var mail }) return new SendTestMailResult.NotRendered(rendering);

        var message = new EmailMessage(
            null, $"test.{Guid.CreateVersion7(clock.GetUtcNow()):N}@{setup.From.Host}", setup.FromName, setup.From, setup.ReplyTo, to.Value,
            mail.Subject, mail.Html, mail.Text, unsubscribe);
        await using var line = transports.For(setup).Open(setup);
        return new SendTestMailResult.Tried(await line.SendAsync(message, cancellationToken), Trapped: setup.Server is null);
    }

    private bool MayPass()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            while (_sent.TryPeek(out var first) && now - first >= s_window) _sent.Dequeue();
            if (_sent.Count >= MostPerMinute) return false;

            _sent.Enqueue(now);
            return true;
        }
    }
}
