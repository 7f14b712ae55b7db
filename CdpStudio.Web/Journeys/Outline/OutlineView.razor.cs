using System.Globalization;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Web.Components;
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

    private readonly Dictionary<string, ElementReference> _names = [];
    private string? _focusNext;

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

    /// <summary>Somebody wants to go on to the settings of what was chosen.</summary>
    [Parameter]
    public EventCallback OnSettings { get; set; }

    private IStringLocalizer<JourneyTexts> Texts => texts;

    private static string Level(OutlineRow row) => Math.Min(row.Level, DeepestLevel).ToString(CultureInfo.InvariantCulture);

    private string? WalkedCss(string step) => Walk is null ? null : Walk.Steps.Contains(step) ? "walked" : "passed";

    private string FiguresOf(string step) =>
        Numbers?.Steps.GetValueOrDefault(step) is { } figures ? string.Join(" · ", figures.Select(f => $"{f.Count} {f.Word}")) : "";

    private string? WayFigure(string step, string outcome) => Numbers?.Edges.GetValueOrDefault($"{step} {outcome}");

    private string AddName(OutlineRow.LooseEnd loose) => wording.OutcomeOf(loose.Outcome) is { Length: > 0 } word
        ? texts["AddAfterOutcome", wording.TitleOf(loose.From), word]
        : texts["AddAfter", wording.TitleOf(loose.From)];

    /// <summary>The focus goes to this step when the list is drawn next.</summary>
    public void FocusNext(string step) => _focusNext = step;

    public async Task RemoveAsync(string step)
    {
        var before = Pen.Present;
        await Pen.RemoveAsync(step);
        FocusNear(step, before);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focusNext is not { } step) return;

        _focusNext = null;
        if (Pen.Present.Find(step) is not null && _names.TryGetValue(step, out var name)) await name.FocusIfThereAsync();
    }

    private async Task OpenAsync(string step)
    {
        await OnChoose.InvokeAsync(step);
        await OnSettings.InvokeAsync();
    }

    private Task AddAsync(NewStep asked)
    {
        var step = asked.Make();
        Pen.Add(step, asked.From, asked.Outcome);
        FocusNext(step.Id);
        return OnChoose.InvokeAsync(step.Id);
    }

    private void Move(JourneyDefinition moved, string step)
    {
        Pen.Move(moved, step);
        FocusNext(step);
    }

    // The row that had the focus may be gone: without this the keyboard would begin again at the top of the page.
    private void FocusNear(string step, JourneyDefinition before)
    {
        var order = OutlineRow.Of(before).OfType<OutlineRow.Step>().Select(row => row.Shown.Id).ToList();
        var at = order.IndexOf(step) + 1;
        _focusNext = order.Take(at).Reverse().Concat(order.Skip(at)).Prepend(step).FirstOrDefault(id => Pen.Present.Find(id) is not null);
    }

    private Task KeyAsync(KeyboardEventArgs key) => key switch
    {
        { CtrlKey: false, MetaKey: false } => Task.CompletedTask,
        { ShiftKey: false, Key: "z" or "Z" } => StepAsync(Pen.Undoable, Pen.UndoAsync),
        { Key: "y" or "Y" or "z" or "Z" } => StepAsync(Pen.Redoable, Pen.RedoAsync),
        _ => Task.CompletedTask,
    };

    private async Task StepAsync(OutlineDeed? deed, Func<ValueTask> step)
    {
        if (deed is null) return;

        var before = Pen.Present;
        await step();
        FocusNear(deed.Step, before);
    }
}
