using CdpStudio.Core.DemoData;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.DemoData;

/// <summary>Says on every page that what is seen is not real, and takes it out again.</summary>
public sealed partial class DemoBanner(
    CurrentDemo demo, DemoPreview preview, RemoveDemoHandler remove, ViewCulture view, IStringLocalizer<DemoTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<KeptByPeople>? _kept;

    [CascadingParameter]
    public Task<AuthenticationState>? SignedIn { get; set; }

    protected override void OnInitialized() => demo.Changed += Refresh;

    private void Refresh() => InvokeAsync(StateHasChanged);

    private async Task AskAsync() => _kept = await preview.KeptAsync(_leaving.Token);

    private string Sentence(KeptByPeople kept) => kept switch
    {
        { Users.Count: > 0 } => texts["Used", kept.Name, view.List(kept.Users)],
        { Kind: KeptKind.Journey } => texts["ChangedJourney", kept.Name],
        { Kind: KeptKind.Campaign } => texts["ChangedCampaign", kept.Name],
        _ => texts["Changed", kept.Name],
    };

    private async Task RemoveAsync()
    {
        _kept = null;
        await remove.HandleAsync(new RemoveDemo(SignedIn is null ? null : (await SignedIn).User.Identity?.Name), _leaving.Token);
    }

    public void Dispose()
    {
        demo.Changed -= Refresh;
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
