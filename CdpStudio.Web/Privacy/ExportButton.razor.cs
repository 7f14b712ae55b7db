using CdpStudio.Core.Audience;
using CdpStudio.Core.Privacy;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Privacy;

/// <summary>Asks for all that is held about the person of the page and goes to where it will be.</summary>
public sealed partial class ExportButton(
    StartPersonExportHandler start, ViewCulture view, NavigationManager navigation, IStringLocalizer<PrivacyTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private bool _asking;
    private bool _refused;

    [Parameter, EditorRequired]
    public required ProfileRecord Profile { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<PrivacyTexts> Texts => texts;

    private async Task AskAsync()
    {
        _asking = true;
        var by = (await Authentication).User.Identity?.Name ?? "";
        var result = await start.HandleAsync(new StartPersonExport(SpeakingIdentifier.Of(Profile.Identifiers), by, view.Language.Tag), _leaving.Token);
        (_asking, _refused) = (false, result is not StartPersonExportResult.Started);
        if (!_refused) navigation.NavigateTo("/settings/privacy");
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
