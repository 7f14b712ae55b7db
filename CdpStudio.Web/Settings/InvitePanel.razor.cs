using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Settings;

public sealed partial class InvitePanel(
    InviteUserHandler invite, IStringLocalizer<SettingsTexts> texts, IStringLocalizer<AccessTexts> refusals)
{
    private string _name = "";
    private string _email = "";
    private string _role = Role.Marketer;
    private string? _nameError;
    private string? _emailError;

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public EventCallback<(string Name, AccountResult Result)> OnInvited { get; set; }

    private IStringLocalizer<SettingsTexts> Texts => texts;

    private async Task InviteAsync()
    {
        var result = await invite.HandleAsync(new InviteUser(_email, _name, _role), CancellationToken.None);
        _nameError = _emailError = null;
        if (result is AccountResult.Refused { Reason: AccountRefusal.NameMissing } missing) _nameError = refusals.Of(missing.Reason);
        else if (result is AccountResult.Refused refused) _emailError = refusals.Of(refused.Reason);
        else await OnInvited.InvokeAsync((_name, result));
    }
}
