using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Web.Client;
using CdpStudio.Web.Journeys.Steps;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CdpStudio.Web.Journeys.Canvas;

/// <summary>The canvas of one journey. It reads and saves the draft by itself; the page hears what is chosen and how far saving is.</summary>
public sealed partial class JourneyCanvas(IJSRuntime js, CanvasSetups setups) : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private ElementReference _root;
    private JourneyCanvasModule? _module;
    private bool _isDisposed;
    private CanvasNumbers? _numbers;
    private CanvasWalk? _walk;
    private IReadOnlyDictionary<string, string>? _sentences;

    [Parameter, EditorRequired]
    public required JourneyId Journey { get; set; }

    [Parameter]
    public bool CanEdit { get; set; }

    /// <summary>The step to begin with.</summary>
    [Parameter]
    public string? Begin { get; set; }

    /// <summary>Rules as sentences, by step.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string> Sentences { get; set; } = new Dictionary<string, string>();

    /// <summary>Null shows none.</summary>
    [Parameter]
    public CanvasNumbers? Numbers { get; set; }

    [Parameter]
    public CanvasWalk? Walk { get; set; }

    /// <summary>The canvas is there and takes changes.</summary>
    [Parameter]
    public EventCallback<JourneyCanvasModule> OnOpen { get; set; }

    /// <summary>Null when none or several steps are chosen.</summary>
    [Parameter]
    public EventCallback<JourneyStep?> OnChosen { get; set; }

    [Parameter]
    public EventCallback<JourneyStateEventArgs> OnState { get; set; }

    /// <summary>The keyboard asks for the settings of the chosen step.</summary>
    [Parameter]
    public EventCallback OnSettings { get; set; }

    protected override Task OnParametersSetAsync() => TellAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;

        var module = await JourneyCanvasModule.OpenAsync(js, _root, setups.For(Journey, CanEdit));
        // The page may have been left while the browser fetched the bundle.
        if (_isDisposed)
        {
            await module.DisposeAsync();
            return;
        }

        _module = module;
        await TellAsync();
        if (Begin is not null) await module.ChooseAsync(Begin);
        await OnOpen.InvokeAsync(module);
    }

    private async Task TellAsync()
    {
        if (_module is null) return;

        if (!ReferenceEquals(_sentences, Sentences)) await _module.SayAsync(_sentences = Sentences);
        if (!ReferenceEquals(_numbers, Numbers)) await _module.NumberAsync(_numbers = Numbers);
        if (!ReferenceEquals(_walk, Walk)) await _module.WalkAsync(_walk = Walk);
    }

    private async Task ChosenAsync(JourneyChosenEventArgs chosen)
    {
        var json = chosen.IsLong && _module is not null ? await _module.ChosenAsync(_leaving.Token) : chosen.Step;
        // An answer to a change before the last one would put back what was typed since.
        if (json.Length > 0 && _module is not null && chosen.Stamp < _module.Sent) return;

        await OnChosen.InvokeAsync(StepJson.Read(json));
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await _leaving.CancelAsync();
        _leaving.Dispose();
        if (_module is not null) await _module.DisposeAsync();
    }
}
