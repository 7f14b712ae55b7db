using System.Security.Claims;
using CdpStudio.Web.Client;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace CdpStudio.Web.Components;

/// <summary>
/// A field for text that may be longer than a circuit takes at once: it comes by HTTP a moment after the last key. What the server
/// could not take stays in the browser and is sent again, after a reload too.
/// </summary>
public sealed partial class LongText(LongTextDoor door, CircuitLine line, IJSRuntime js, IStringLocalizer<ComponentTexts> texts) : IAsyncDisposable
{
    private ElementReference _field;
    private ClientModule? _client;
    private string? _address;
    private string _first = "";
    private string _held = "";
    private bool _isOpening;
    private bool _isBehind;

    /// <summary>Tells the fields of a page apart, today and after a reload.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter, EditorRequired]
    public required string Value { get; set; }

    /// <summary>Characters. More is refused in words, and stays in the field.</summary>
    [Parameter, EditorRequired]
    public required int MaxLength { get; set; }

    [Parameter]
    public EventCallback<string> OnType { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    [CascadingParameter]
    public Task<AuthenticationState>? SignedIn { get; set; }

    private IStringLocalizer<ComponentTexts> Texts => texts;

    protected override async Task OnInitializedAsync()
    {
        _first = _held = Value;
        if (SignedIn is not null && (await SignedIn).User.FindFirstValue(ClaimTypes.NameIdentifier) is { } owner) _address = door.Open(owner, MaxLength, TakeAsync);
    }

    protected override void OnParametersSet()
    {
        if (Value == _held) return;

        _held = Value;
        _isBehind = true;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_client is null)
        {
            if (_address is null || _isOpening) return;

            _isOpening = true;
            var client = await ClientModule.ImportAsync(js);
            await client.OpenLongTextAsync(_field, _address, Name);
            _client = client;
        }

        if (!_isBehind) return;

        _isBehind = false;
        await _client.ShowLongTextAsync(_field, _held);
    }

    private async Task<bool> TakeAsync(string text)
    {
        // What the page does with it may need the browser, as the journey canvas does. It keeps the text and sends it again.
        if (!line.IsUp) return false;

        await InvokeAsync(() =>
        {
            _held = text;
            return OnType.InvokeAsync(text);
        });
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_address is not null) door.Close(_address);
        if (_client is not null) await _client.DisposeAsync();
    }
}
