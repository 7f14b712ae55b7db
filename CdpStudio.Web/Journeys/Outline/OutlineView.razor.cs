using System.Globalization;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Web.Journeys.Canvas;
using CdpStudio.Web.Journeys.Steps;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys.Outline;

/// <summary>A journey as a list that is read and changed from top to bottom: on a phone, without a mouse, and where the canvas does not load.</summary>
public sealed partial class OutlineView(StepWording wording, IStringLocalizer<JourneyTexts> texts)
{
    // Further in than this there is no room on a phone.
    private const int DeepestLevel = 8;

    [Parameter, EditorRequired]
    public required OutlinePen Pen { get; set; }

    [Parameter]
    public bool CanEdit { get; set; }

    [Parameter]
    public string? Chosen { get; set; }

    [Parameter]
    public IReadOnlyList<StepProblem> Problems { get; set; } = [];

    /// <summary>Null shows none.</summary>
    [Parameter]
    public CanvasNumbers? Numbers { get; set; }

    /// <summary>One person's way; null without one.</summary>
    [Parameter]
    public CanvasWalk? Walk { get; set; }

    [Parameter]
    public EventCallback<string?> OnChoose { get; set; }

    private IStringLocalizer<JourneyTexts> Texts => texts;

    private static string Level(OutlineRow row) => Math.Min(row.Level, DeepestLevel).ToString(CultureInfo.InvariantCulture);

    private string? WalkedCss(string step) => Walk is null ? null : Walk.Steps.Contains(step) ? "walked" : "passed";

    private string FiguresOf(string step) =>
        Numbers?.Steps.GetValueOrDefault(step) is { } figures ? string.Join(" · ", figures.Select(f => $"{f.Count} {f.Word}")) : "";

    private string? WayFigure(string step, string outcome) => Numbers?.Edges.GetValueOrDefault($"{step} {outcome}");

    private string AddName(OutlineRow.LooseEnd loose) => wording.OutcomeOf(loose.Outcome) is { Length: > 0 } word
        ? texts["AddAfterOutcome", wording.TitleOf(loose.From), word]
        : texts["AddAfter", wording.TitleOf(loose.From)];

    private Task AddAsync(NewStep asked)
    {
        var step = asked.Make();
        Pen.Add(step, asked.From, asked.Outcome);
        return OnChoose.InvokeAsync(step.Id);
    }

    private ValueTask KeyAsync(KeyboardEventArgs key) => key switch
    {
        { CtrlKey: true, ShiftKey: false, Key: "z" or "Z" } => Pen.UndoAsync(),
        { CtrlKey: true, Key: "y" or "Y" } or { CtrlKey: true, ShiftKey: true, Key: "z" or "Z" } => Pen.RedoAsync(),
        _ => ValueTask.CompletedTask,
    };
}
