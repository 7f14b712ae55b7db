using CdpStudio.Core.Governance.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Settings;

public sealed partial class NewKeyPanel(MakeApiKeyHandler make, IStringLocalizer<SettingsTexts> texts)
{
    private readonly HashSet<string> _scopes = [];
    private string _name = "";
    private string? _nameError;
    private string? _scopeError;

    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <summary>The key's text, which nobody can show again.</summary>
    [Parameter]
    public EventCallback<string> OnMade { get; set; }

    private IStringLocalizer<SettingsTexts> Texts => texts;

    private void Toggle(string scope)
    {
        if (!_scopes.Remove(scope)) _scopes.Add(scope);
    }

    private async Task MakeAsync()
    {
        var result = await make.HandleAsync(new MakeApiKey(_name, [.. Permission.Scopes.Where(_scopes.Contains)]), CancellationToken.None);
        _nameError = result is MakeApiKeyResult.NameMissing ? texts["KeyNameError"].Value : null;
        _scopeError = result is MakeApiKeyResult.ScopesMissing ? texts["ScopesError"].Value : null;
        if (result is MakeApiKeyResult.Made made) await OnMade.InvokeAsync(made.Text);
    }
}
