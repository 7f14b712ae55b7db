using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Messaging.Consent;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Messaging;

/// <summary>Whether a person may be reached, who said so, and a way to record what they say.</summary>
public sealed partial class ConsentCard(ProfileConsents consents, ChangeConsentHandler change, ToastList toasts, IStringLocalizer<MessagingTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<ChannelConsent> _consents = [];
    private IReadOnlyList<ConsentEntry> _history = [];
    private ChannelConsent? _changing;

    [Parameter, EditorRequired]
    public required ProfileRecord Profile { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<MessagingTexts> Texts => texts;

    protected override async Task OnParametersSetAsync()
    {
        _consents = await consents.OfAsync(Profile, _leaving.Token);
        _history = await consents.HistoryAsync(Profile, _leaving.Token);
    }

    private async Task ChangeAsync(ConsentAnswer answer)
    {
        var channel = _changing!.Channel; // the dialog that answers is of one
        _changing = null;
        var by = (await Authentication).User.Identity?.Name ?? "";
        var result = await change.HandleAsync(new ChangeConsent(Profile.Id, channel, answer.State, by, answer.Proof), _leaving.Token);
        if (result is ChangeConsentResult.Changed) toasts.Show(texts["ConsentChanged"]);
        await OnParametersSetAsync();
    }

    private string HowOf(ConsentEntry entry)
    {
        var how = texts["Proof." + entry.Proof];
        var words = how.ResourceNotFound ? entry.Proof : how.Value;
        return entry.By.Length == 0 ? words : texts["ProofBy", words, entry.By];
    }

    private static Meaning ToneOf(ConsentState state) => state switch
    {
        ConsentState.Subscribed => Meaning.Good,
        ConsentState.Unsubscribed => Meaning.Bad,
        _ => Meaning.Neutral,
    };

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
