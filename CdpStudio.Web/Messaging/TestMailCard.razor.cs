using System.Globalization;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Web.Access;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Messaging;

/// <summary>Sends one mail to whoever sits here, and shows what the server said to the letter.</summary>
public sealed partial class TestMailCard(
    SendTestMailHandler send, AccessList access, CurrentWorkspace workspace, ReplyWords replies, IStringLocalizer<MessagingTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private SendTestMailResult? _result;
    private string _to = "";
    private bool _sending;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<MessagingTexts> Texts => texts;

    private Meaning Tone => _result switch
    {
        SendTestMailResult.Tried { Outcome: EmailOutcome.Accepted } => Meaning.Good,
        SendTestMailResult.Tried { Outcome: EmailOutcome.InDoubt } => Meaning.Warning,
        _ => Meaning.Bad,
    };

    private string Words => _result switch
    {
        SendTestMailResult.Tried { Trapped: true } => texts["TestTrapped", _to],
        SendTestMailResult.Tried { Outcome: EmailOutcome.Accepted } => texts["TestAccepted", _to],
        SendTestMailResult.Tried { Outcome: EmailOutcome.InDoubt } => texts["TestInDoubt"],
        SendTestMailResult.Tried { Outcome: EmailOutcome.Refused } => texts["TestRefused"],
        SendTestMailResult.Tried => texts["TestDeferred"],
        SendTestMailResult.NoAddress => texts["TestNoAddress", _to],
        SendTestMailResult.TooMany => texts["TestTooMany"],
        _ => texts["TestNotRendered"],
    };

    private string? Reply => _result is SendTestMailResult.Tried tried ? tried.Outcome switch
    {
        EmailOutcome.Accepted accepted => Line(accepted.Code, accepted.Reply),
        EmailOutcome.Deferred deferred => Line(deferred.Code, deferred.Reply),
        EmailOutcome.Refused refused => Line(refused.Code, refused.Reply),
        EmailOutcome.InDoubt doubt => replies.Of(doubt.Reply),
        _ => null,
    } : null;

    private async Task SendAsync()
    {
        if (_sending) return;

        (_sending, _result) = (true, null);
        StateHasChanged();
        var user = (await Authentication).User.UserId;
        _to = (await access.UsersAsync(_leaving.Token)).Single(u => u.Id == user).Email;
        var content = MessageContent.Empty with { Subject = texts["TestSubject", workspace.Name], Heading = texts["TestHeading"], Text = texts["TestBody"] };
        _result = await send.HandleAsync(new SendTestMail(content, _to, As: null), _leaving.Token);
        _sending = false;
    }

    private string? Line(int? code, string? reply) =>
        reply is null ? null : code is { } number ? $"{number.ToString(CultureInfo.InvariantCulture)} {reply}" : replies.Of(reply);

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
