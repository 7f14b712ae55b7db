using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Email;

namespace CdpStudio.Core.Messaging.Content;

/// <summary>A message as somebody would get it, before anybody does.</summary>
public sealed class MailPreview(IProfileDirectory directory, CurrentWorkspace workspace, EmailSetups setups, UnsubscribeLinks links)
{
    /// <param name="profile">Whose values are shown; null for a person of whom nothing is known.</param>
    public async Task<MailRendering> OfAsync(MessageContent content, ProfileId? profile, CancellationToken cancellationToken)
    {
        var setup = await setups.ReadAsync(cancellationToken);
        var record = profile is { } id ? directory.Read(id) : null;
        var values = record is null ? RecipientValues.None : RecipientValues.Of(record, workspace.Zone);
        return MailTemplate.Of(content, setup.PostalAddress).Render(values, links.Address(setup.PublicAddress, UnsubscribeLinks.Test));
    }
}
