using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Consent;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Messaging;

/// <summary>Whether a person may be reached, and about what, who said so, and a way to record what they say.</summary>
public sealed partial class ConsentCard(
    ProfileConsents consents, SeenConsents seen, ChangeConsentHandler change, CurrentTopics topics, ConsentWords words, ViewCulture view, ToastList toasts,
    IStringLocalizer<MessagingTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<ChannelConsent> _consents = [];
    private IReadOnlyList<ConsentEntry> _history = [];
    private ChannelConsent? _changing;

    [Parameter, EditorRequired]
    public required ProfileRecord Profile { get; set; }

    /// <summary>After something was recorded.</summary>
    [Parameter]
    public EventCallback OnChange { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<MessagingTexts> Texts => texts;

    protected override async Task OnParametersSetAsync()
    {
        var said = await consents.OfAsync(Profile, _leaving.Token);
        // Topics that are offered are shown also where nothing was said: the agent is asked about them.
        var unsaid = topics.Open.Where(t => !said.Any(c => c.Topic == t.Key && c.Purpose.Length == 0))
            .Select(t => new ChannelConsent(Channel.Email, t.Key, ConsentState.Unknown, null));
        _consents = [.. said, .. unsaid];
        _history = await seen.HistoryAsync(Profile, _leaving.Token);
    }

    private async Task ChangeAsync(ConsentAnswer answer)
    {
        var channel = _changing!.Channel; // the dialog that answers is of one
        _changing = null;
        var by = (await Authentication).User.Identity?.Name ?? "";
        var result = await change.HandleAsync(
            new ChangeConsent(Profile.Id, channel, answer.State, by, answer.Proof, answer.Place.Topic, answer.Place.Purpose, answer.ProofText, SaidAt(answer.SaidOn)),
            _leaving.Token);
        toasts.Show(texts[result is ChangeConsentResult.Changed ? "ConsentChanged" : result is ChangeConsentResult.SaidInFuture ? "SaidInFuture" : "ConsentNotChanged"]);
        await OnParametersSetAsync();
        await OnChange.InvokeAsync();
    }

    private static WrittenDate? SaidAt(string day) => WrittenDate.TryParse(day, out var date) ? date : null;

    private string HowOf(ConsentEntry entry)
    {
        var how = texts["Proof." + entry.Proof];
        var said = how.ResourceNotFound ? entry.Proof : how.Value;
        return entry.By.Length == 0 ? said : texts["ProofBy", said, entry.By];
    }

    private static ConsentPlace PlaceOf(ChannelConsent consent) => new(consent.Topic, consent.Purpose);

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
