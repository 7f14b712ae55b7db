using CdpStudio.Web.Client;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CdpStudio.Web.Components;

/// <summary>
/// Asks one question above the page. It is open while it is rendered: put it inside an <c>@if</c>. The browser keeps the focus
/// inside and gives it back.
/// </summary>
public sealed partial class Dialog(IJSRuntime js) : IAsyncDisposable
{
    private readonly string _id = $"dialog-{Guid.NewGuid():N}";
    private ElementReference _dialog;
    private ClientModule? _client;

    [Parameter, EditorRequired]
    public required string Question { get; set; }

    /// <summary>What happens to what depends on the thing; fields where the answer needs them.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>A way back first, then the verb.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment Actions { get; set; }

    /// <summary>Escape was pressed: nothing is to be done.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;

        _client = await ClientModule.ImportAsync(js);
        await _client.ShowDialogAsync(_dialog);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null) await _client.DisposeAsync();
    }
}
