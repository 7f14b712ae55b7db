using System.Globalization;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;

namespace CdpStudio.Core.Messaging.Sending;

/// <summary>Makes the mail of one send. Templates are laid out once and kept.</summary>
internal sealed class MailMaker(SendGate gate, CurrentWorkspace workspace, UnsubscribeLinks links, AddressSecret secret)
{
    private const int MostTemplates = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<(MessageContent, string), MailTemplate> _templates = [];

    /// <returns>Null when it can't be made; the reason says why.</returns>
    public async Task<(EmailMessage? Mail, SendReason Reason)> MakeAsync(Candidate candidate, EmailSetup setup, CancellationToken cancellationToken)
    {
        var (send, mailboxes) = (candidate.Send, candidate.Mailboxes);
        if (gate.OwnerOf(send.Owner) is not { } owner || mailboxes is null || send.Address is null) return (null, SendReason.Gone);
        if (await owner.ContentAsync(send, cancellationToken) is not { } content) return (null, SendReason.Gone);

        var unsubscribe = links.Address(setup.PublicAddress, send.Id);
        var values = RecipientValues.Of(mailboxes.Profile, workspace.Zone);
        return TemplateOf(content, setup.PostalAddress).Render(values, unsubscribe) is MailRendering.Rendered { Mail: var mail }
            ? (new EmailMessage(send.Id, IdOf(send, setup), setup.FromName, setup.From, setup.ReplyTo, send.Address, mail.Subject, mail.Html, mail.Text, unsubscribe), default)
            : (null, SendReason.NotRendered);
    }

    // The same for every attempt, and no number that somebody could count our mail by.
    private string IdOf(Send send, EmailSetup setup) =>
        $"{Convert.ToHexStringLower(secret.Mac("message-id", send.Id.ToString(CultureInfo.InvariantCulture)).AsSpan(0, 16))}@{setup.From.Host}";

    private MailTemplate TemplateOf(MessageContent content, string postalAddress)
    {
        lock (_lock)
        {
            if (_templates.TryGetValue((content, postalAddress), out var known)) return known;
            if (_templates.Count >= MostTemplates) _templates.Clear();

            return _templates[(content, postalAddress)] = MailTemplate.Of(content, postalAddress);
        }
    }
}
