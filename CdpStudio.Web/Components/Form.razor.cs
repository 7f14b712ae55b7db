using CdpStudio.Web.Client;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CdpStudio.Web.Components;

/// <summary>A form within a circuit. After a submission the first field that has an error takes the focus.</summary>
public sealed partial class Form(IJSRuntime js) : IAsyncDisposable
{
    private ElementReference _form;
    private ClientModule? _client;
    private bool _submitted;

    [Parameter, EditorRequired]
    public required EventCallback OnSubmit { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    private async Task SubmitAsync()
    {
        await OnSubmit.InvokeAsync();
        _submitted = true;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_submitted) return;

        _submitted = false;
        _client ??= await ClientModule.ImportAsync(js);
        await _client.FocusFirstErrorAsync(_form);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null) await _client.DisposeAsync();
    }
}
