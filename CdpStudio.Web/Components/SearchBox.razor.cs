using Microsoft.AspNetCore.Components;

namespace CdpStudio.Web.Components;

/// <summary>A list's search. Tells its value once the reader pauses, so that a query runs per word and not per key.</summary>
public sealed partial class SearchBox(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);
    private readonly TypedText _typed = new();
    private CancellationTokenSource? _typing;

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>For a label that says at length what can be searched for.</summary>
    [Parameter]
    public bool Wide { get; set; }

    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    protected override void OnParametersSet() => _typed.Take(Value ?? "");

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

        await ValueChanged.InvokeAsync(_typed.Tell());
    }

    public void Dispose()
    {
        _typing?.Cancel();
        _typing?.Dispose();
    }
}
