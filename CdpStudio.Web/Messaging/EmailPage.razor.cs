using CdpStudio.Core.Messaging.Email;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Messaging;

/// <summary>How mail leaves. Without a mail server everything works and goes to the trap.</summary>
public sealed partial class EmailPage(
    EmailSettingsView settings, ChangeEmailSettingsHandler change, ToastList toasts, NavigationManager navigation, IStringLocalizer<MessagingTexts> texts)
    : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private EmailFormValue? _form;
    private IReadOnlySet<EmailSetting> _wrong = new HashSet<EmailSetting>();
    private bool _toServer;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<MessagingTexts> Texts => texts;

    private IReadOnlyList<PageHeader.Crumb> Above => [new(texts["Settings"], "/settings")];

    protected override async Task OnInitializedAsync()
    {
        var known = await settings.ReadAsync(_leaving.Token);
        _toServer = known.Host is not null;
        // Where the browser is now is the best guess of where people will be.
        _form = EmailFormValue.Of(known, navigation.BaseUri.TrimEnd('/'));
    }

    private async Task SaveAsync()
    {
        var by = (await Authentication).User.Identity?.Name ?? "";
        var result = await change.HandleAsync(_form!.ToCommand(by), _leaving.Token); // the form is there when it is saved
        _wrong = result is ChangeEmailSettingsResult.Refused refused ? refused.Wrong : new HashSet<EmailSetting>();
        if (result is not ChangeEmailSettingsResult.Changed) return;

        toasts.Show(texts["Saved"]);
        await OnInitializedAsync();
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
