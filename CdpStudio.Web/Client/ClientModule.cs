using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CdpStudio.Web.Client;

/// <summary>The only C# that knows studio.ts. Imported after the first render, because before it there is no browser.</summary>
internal sealed class ClientModule : IAsyncDisposable
{
    private readonly IJSObjectReference _module;

    private ClientModule(IJSObjectReference module) => _module = module;

    // The same address as in App.razor: the browser then keeps one instance.
    public static async Task<ClientModule> ImportAsync(IJSRuntime js) =>
        new(await js.InvokeAsync<IJSObjectReference>("import", "/client/studio.js"));

    public ValueTask ShowDialogAsync(ElementReference dialog) => _module.InvokeVoidAsync("showDialog", dialog);

    public ValueTask FocusFirstErrorAsync(ElementReference within) => _module.InvokeVoidAsync("focusFirstError", within);

    public ValueTask FocusHeadingAsync() => _module.InvokeVoidAsync("focusHeading");

    public ValueTask<bool> IsNarrowAsync() => _module.InvokeAsync<bool>("isNarrow");

    /// <param name="address">Takes the text.</param>
    public ValueTask OpenLongTextAsync(ElementReference field, string address, string name) => _module.InvokeVoidAsync("openLongText", field, address, name);

    public ValueTask ShowLongTextAsync(ElementReference field, string text) => _module.InvokeVoidAsync("showLongText", field, text);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone, and its modules with it.
        }
    }
}
