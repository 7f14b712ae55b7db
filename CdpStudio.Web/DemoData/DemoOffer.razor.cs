using CdpStudio.Core.Audience;
using CdpStudio.Core.DemoData;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.DemoData;

/// <summary>Stands beside the own action of an empty state, for those who may bring the demo in.</summary>
public sealed partial class DemoOffer(
    LoadDemoHandler load, CurrentDemo demo, IProfileDirectory profiles, IStringLocalizer<DemoTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private bool _asked;

    /// <summary>For pages that are often empty in a workspace at work too: there, the offer would only mix invented people with real ones.</summary>
    [Parameter]
    public bool OnlyWithoutPeople { get; set; }

    [CascadingParameter]
    public Task<AuthenticationState>? SignedIn { get; set; }

    private bool IsOffered => demo.State is null && (!OnlyWithoutPeople || profiles.Count == 0);

    protected override void OnInitialized() => demo.Changed += Refresh;

    private void Refresh() => InvokeAsync(StateHasChanged);

    private async Task LoadAsync()
    {
        _asked = true;
        // Somebody else may have been faster, which comes to the same.
        await load.HandleAsync(new LoadDemo(SignedIn is null ? null : (await SignedIn).User.Identity?.Name), _leaving.Token);
        _asked = false;
    }

    public void Dispose()
    {
        demo.Changed -= Refresh;
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
