using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Access;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Settings;

public sealed partial class UsersPage(
    AccessList access, ChangeUserHandler change, InviteAgainHandler inviteAgain, NavigationManager navigation,
    IStringLocalizer<SettingsTexts> texts, IStringLocalizer<AccessTexts> refusals) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<UserRow>? _users;
    private string? _refusal;
    private JoinLink? _link;
    private bool _inviting;

    private IStringLocalizer<SettingsTexts> Texts => texts;

    protected override Task OnInitializedAsync() => ReloadAsync();

    private async Task ReloadAsync() => _users = await access.UsersAsync(_leaving.Token);

    private async Task ChangeAsync(UserRow user, string role, bool disabled) =>
        await ShowAsync(user.Name, await change.HandleAsync(new ChangeUser(user.Id, role, disabled), _leaving.Token));

    private async Task InviteAgainAsync(UserRow user) =>
        await ShowAsync(user.Name, await inviteAgain.HandleAsync(new InviteAgain(user.Id), _leaving.Token));

    private Task ShowInvitedAsync((string Name, AccountResult Result) invited)
    {
        _inviting = false;
        return ShowAsync(invited.Name, invited.Result);
    }

    private async Task ShowAsync(string name, AccountResult result)
    {
        _refusal = result is AccountResult.Refused refused ? refusals.Of(refused.Reason) : null;
        _link = result is AccountResult.Invited invited ? JoinLink.Of(navigation, name, invited) : null;
        await ReloadAsync();
    }

    private string StateOf(UserRow user) =>
        user.Disabled ? texts["StateDisabled"] : user.Invited ? texts["StateInvited"] : texts["StateActive"];

    private static Meaning MeaningOf(UserRow user) =>
        user.Disabled ? Meaning.Neutral : user.Invited ? Meaning.Info : Meaning.Good;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
