using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Web.Access;
using CdpStudio.Web.Messaging;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Campaigns;

/// <summary>The message to whoever sits here, as the person in the preview would get it. It is marked as a test and in no number.</summary>
public sealed partial class TestMailButton(SendTestMailHandler send, AccessList access, ReplyWords replies, IStringLocalizer<CampaignTexts> texts) : IDisposable
{
    private const string Mark = "[TEST] ";

    private readonly CancellationTokenSource _leaving = new();
    private string? _said;
    private bool _sending;
    private bool _good;
    private bool _trapped;

    [Parameter, EditorRequired]
    public required MessageContent Content { get; set; }

    /// <summary>Whose values fill the tags; null for a person of whom nothing is known.</summary>
    [Parameter]
    public ProfileId? As { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<CampaignTexts> Texts => texts;

    private async Task SendAsync()
    {
        _sending = true;
        var user = (await Authentication).User.UserId;
        var to = (await access.UsersAsync(_leaving.Token)).Single(u => u.Id == user).Email;
        var result = await send.HandleAsync(new SendTestMail(Content with { Subject = Mark + Content.Subject }, to, As), _leaving.Token);
        _sending = false;
        _trapped = result is SendTestMailResult.Tried { Trapped: true };
        _good = result is SendTestMailResult.Tried { Outcome: EmailOutcome.Accepted };
        _said = result switch
        {
            SendTestMailResult.Tried { Trapped: true } => texts["TestTrapped", to],
            SendTestMailResult.Tried { Outcome: EmailOutcome.Accepted } => texts["TestSent", to],
            SendTestMailResult.Tried { Outcome: EmailOutcome.Refused refused } => texts["TestRefused", refused.Reply],
            SendTestMailResult.Tried { Outcome: EmailOutcome.Deferred deferred } => texts["TestRefused", replies.Of(deferred.Reply)],
            SendTestMailResult.Tried { Outcome: EmailOutcome.InDoubt } => texts["TestInDoubt"],
            SendTestMailResult.NoAddress => texts["TestNoAddress", to],
            SendTestMailResult.TooMany => texts["TestTooMany"],
            SendTestMailResult.NotRendered { Why: MailRendering.Incomplete lacking } => texts["TestLacks", lacking.Attribute],
            _ => texts["TestNotRendered"],
        };
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
