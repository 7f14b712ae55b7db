using Microsoft.AspNetCore.Components;

namespace CdpStudio.Web.Components;

/// <summary>A list's search. Tells its value once the reader pauses, so that a query runs per word and not per key.</summary>
public sealed partial class SearchBox(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);
    private CancellationTokenSource? _typing;
    private string _text = "";
    private string _told = "";
    private string _given = "";

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    // What was typed since the page was told is not taken back when the page answers with what it was told.
    protected override void OnParametersSet()
    {
        var value = Value ?? "";
        if (value == _given) return;

        _given = value;
        if (value != _told) _text = _told = value;
    }

    // Bound, not set: an answer to an earlier key must not put back what the field held then.
    private async Task TellAsync()
    {
        _typing?.Cancel();
        _typing?.Dispose();
        var typing = _typing = new CancellationTokenSource();
        try
        {
            await Task.Delay(s_pause, clock, typing.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        _told = _text;
        await ValueChanged.InvokeAsync(_text);
    }

    public void Dispose()
    {
        _typing?.Cancel();
        _typing?.Dispose();
    }
}
