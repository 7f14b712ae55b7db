using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Settings;

public sealed partial class WorkspacePage(
    CurrentWorkspace workspace, ChangeWorkspaceHandler change, ToastList toasts, IStringLocalizer<SettingsTexts> texts, ViewClock clock)
{
    private string _name = workspace.Name;
    private string _zone = workspace.Zone.Name;
    private string? _nameError;
    private string? _zoneError;

    private IStringLocalizer<SettingsTexts> Texts => texts;

    private string Now => clock.Now();

    private async Task SaveAsync()
    {
        var result = await change.HandleAsync(new ChangeWorkspace(_name, _zone), CancellationToken.None);
        _nameError = result is ChangeWorkspaceResult.NameRefused ? texts["WorkspaceNameError"].Value : null;
        _zoneError = result is ChangeWorkspaceResult.ZoneUnknown ? texts["TimeZoneError"].Value : null;
        if (result is ChangeWorkspaceResult.Changed) toasts.Show(texts["Saved"]);
    }
}
