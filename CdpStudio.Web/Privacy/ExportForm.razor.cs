using CdpStudio.Core.Audience;
using CdpStudio.Core.Privacy;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Privacy;

/// <summary>Finds a person, shows who it is, and asks for all that is held about them.</summary>
public sealed partial class ExportForm(StartPersonExportHandler start, ViewCulture view, IStringLocalizer<PrivacyTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private ProfileRecord? _person;
    private string? _refusal;
    private bool _asking;

    [Parameter]
    public EventCallback OnStarted { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<PrivacyTexts> Texts => texts;

    private void Pick(ProfileRecord? person) => (_person, _refusal) = (person, null);

    private async Task AskAsync()
    {
        _asking = true;
        var by = (await Authentication).User.Identity?.Name ?? "";
        // The button is there with the person alone.
        var result = await start.HandleAsync(new StartPersonExport(SpeakingIdentifier.Of(_person!.Identifiers), by, view.Language.Tag), _leaving.Token);
        _asking = false;
        _refusal = result is StartPersonExportResult.Started ? null : texts["NobodyFound"].Value;
        if (_refusal is null) await OnStarted.InvokeAsync();
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
