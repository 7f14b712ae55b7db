using CdpStudio.Core.Journeys.Definition;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CdpStudio.Web.Journeys.Canvas;

/// <summary>The only C# that knows journey.tsx. The canvas owns the draft while it is open: whatever is changed is changed through it.</summary>
public sealed class JourneyCanvasModule : IJourneyPen, IAsyncDisposable
{
    private const long MostBytesOfAStep = 4 * 1024 * 1024;

    private readonly IJSObjectReference _module;
    private readonly IJSObjectReference _island;

    private JourneyCanvasModule(IJSObjectReference module, IJSObjectReference island) => (_module, _island) = (module, island);

    /// <summary>How many changes were sent: an event with a smaller stamp speaks of an older state.</summary>
    public int Sent { get; private set; }

    /// <param name="root">An empty element that is never rendered again.</param>
    public static async Task<JourneyCanvasModule> OpenAsync(IJSRuntime js, ElementReference root, CanvasSetup setup)
    {
        var module = await js.InvokeAsync<IJSObjectReference>("import", "/client/journey.js");
        return new(module, await module.InvokeAsync<IJSObjectReference>("open", root, setup));
    }

    public ValueTask ChangeAsync(JourneyStep step, string? typing) =>
        _island.InvokeVoidAsync("change", DefinitionWriter.Write(step), typing, ++Sent);

    public ValueTask RemoveAsync(string step) => _island.InvokeVoidAsync("remove", step);

    public ValueTask ConnectAsync(string from, string outcome, string? to) => _island.InvokeVoidAsync("connect", from, outcome, to);

    public ValueTask UndoAsync() => _island.InvokeVoidAsync("undo");

    public ValueTask RedoAsync() => _island.InvokeVoidAsync("redo");

    public async ValueTask<int?> SettleAsync() => await _island.InvokeAsync<int>("flush") is var version and >= 0 ? version : null;

    /// <summary>Chooses a step, brings it into sight and sets the focus to it; null chooses none.</summary>
    public ValueTask ChooseAsync(string? step) => _island.InvokeVoidAsync("choose", step);

    /// <summary>JSON of the one step whose settings are wanted, however long; empty when none or several are chosen.</summary>
    public async ValueTask<string> ChosenAsync(CancellationToken cancellationToken)
    {
        await using var stream = await _island.InvokeAsync<IJSStreamReference>("chosen", cancellationToken);
        using var reader = new StreamReader(await stream.OpenReadStreamAsync(MostBytesOfAStep, cancellationToken));
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>Rules as sentences, by step.</summary>
    public ValueTask SayAsync(IReadOnlyDictionary<string, string> sentences) => _island.InvokeVoidAsync("say", sentences);

    /// <param name="numbers">Null takes them off the cards.</param>
    public ValueTask NumberAsync(CanvasNumbers? numbers) => _island.InvokeVoidAsync("number", numbers);

    /// <param name="walk">Null draws everything alike again.</param>
    public ValueTask WalkAsync(CanvasWalk? walk) => _island.InvokeVoidAsync("walk", walk);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _island.InvokeVoidAsync("close");
            await _island.DisposeAsync();
            await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone, and its modules with it.
        }
    }
}

/// <summary>What stands on cards and edges, worded and in the reader's formats.</summary>
/// <param name="Edges">By <c>STEP OUTCOME</c>.</param>
/// <param name="Known">The steps of the shown version; the others are new in the draft.</param>
public sealed record CanvasNumbers(
    IReadOnlyDictionary<string, IReadOnlyList<CanvasFigure>> Steps, IReadOnlyDictionary<string, string> Edges, IReadOnlyList<string> Known);

public sealed record CanvasFigure(string Count, string Word);

/// <summary>One person's way: steps, and <c>STEP OUTCOME</c>.</summary>
public sealed record CanvasWalk(IReadOnlyList<string> Steps, IReadOnlyList<string> Edges);
