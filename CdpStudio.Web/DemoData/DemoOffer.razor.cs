using CdpStudio.Core.DemoData;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.DemoData;

/// <summary>Stands beside the own action of an empty state, for those who may bring the demo in.</summary>
public sealed partial class DemoOffer(LoadDemoHandler load, CurrentDemo demo, IStringLocalizer<DemoTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private bool _asked;

    [CascadingParameter]
    public Task<AuthenticationState>? SignedIn { get; set; }

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
