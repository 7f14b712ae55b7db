using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Privacy;
using CdpStudio.Core.Profiles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Privacy;

/// <summary>Says what an erasure takes and what it leaves, and starts it for those who typed whom they mean.</summary>
public sealed partial class ErasureDialog(StartErasureHandler start, IStringLocalizer<PrivacyTexts> texts)
{
    private readonly string _helpId = $"suppress-{Guid.NewGuid():N}";
    private bool _suppress;
    private string _typed = "";
    private bool _isBusy;

    [Parameter, EditorRequired]
    public required ProfileRecord Person { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public EventCallback OnStarted { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<PrivacyTexts> Texts => texts;

    private string Name => ProfileName.Of(Person);

    private Identifier Asked => SpeakingIdentifier.Of(Person.Identifiers);

    private bool IsConfirmed => _typed.Trim() == Asked.Value.Trim();

    private async Task EraseAsync()
    {
        _isBusy = true;
        var by = (await Authentication).User.Identity?.Name ?? "";
        // Not taken back by leaving: somebody was promised it.
        await start.HandleAsync(new StartErasure(Asked, _suppress, by), CancellationToken.None);
        await OnStarted.InvokeAsync();
    }
}
