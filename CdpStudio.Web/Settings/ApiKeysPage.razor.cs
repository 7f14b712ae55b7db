using CdpStudio.Core.Governance.Access;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Settings;

public sealed partial class ApiKeysPage(AccessList access, RevokeApiKeyHandler revoke, IStringLocalizer<SettingsTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<ApiKeyRow>? _keys;
    private ApiKeyRow? _revoking;
    private string? _made;
    private bool _making;

    private IStringLocalizer<SettingsTexts> Texts => texts;

    protected override Task OnInitializedAsync() => ReloadAsync();

    private async Task ReloadAsync() => _keys = await access.KeysAsync(_leaving.Token);

    private Task ShowMadeAsync(string text)
    {
        _made = text;
        _making = false;
        return ReloadAsync();
    }

    private async Task RevokeAsync()
    {
        await revoke.HandleAsync(new RevokeApiKey(_revoking!.Id), _leaving.Token);
        _revoking = null;
        await ReloadAsync();
    }

    private static string BeginningOf(ApiKeyRow key) => key.Beginning.Length == 0 ? "" : key.Beginning + "…";

    private string ScopesOf(ApiKeyRow key) =>
        key.Scopes.Count == Permission.Scopes.Count ? texts["EveryScope"] : string.Join(" · ", key.Scopes.Select(s => texts["Scope." + s].Value));

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
