using CdpStudio.Web.Client;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CdpStudio.Web.Shell;

/// <summary>
/// Puts the focus on the heading of a page that was gone to. The framework's own takes it from whoever began to type before the
/// browser heard of it, and what is typed then goes nowhere.
/// </summary>
public sealed class FocusHeading(IJSRuntime js) : ComponentBase, IAsyncDisposable
{
    private ClientModule? _client;
    private string? _at;

    /// <summary>The page's address without what follows '?': a search or a tab stays on the page.</summary>
    [Parameter, EditorRequired]
    public required string Path { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_at == Path) return;

        _at = Path;
        try
        {
            _client ??= await ClientModule.ImportAsync(js);
            await _client.FocusHeadingAsync();
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null) await _client.DisposeAsync();
    }
}
