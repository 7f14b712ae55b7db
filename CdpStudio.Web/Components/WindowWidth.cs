using CdpStudio.Web.Client;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CdpStudio.Web.Components;

/// <summary>Draws nothing; says once whether the window is a phone's, for a page that begins with another view there.</summary>
public sealed class WindowWidth(IJSRuntime js) : ComponentBase
{
    [Parameter, EditorRequired]
    public EventCallback<bool> OnNarrow { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;

        await using var client = await ClientModule.ImportAsync(js);
        await OnNarrow.InvokeAsync(await client.IsNarrowAsync());
    }
}
