using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Web.Client;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace CdpStudio.Web.Journeys.Steps;

/// <param name="To">Empty leaves a loose end.</param>
public sealed record StepWay(string Outcome, string? To);

/// <summary>The settings of the chosen step beside the work, and the people who are there. It keeps nothing: whoever holds the pen does.</summary>
public sealed partial class StepPanel(StepWording wording, ViewCulture view, IJSRuntime js, IStringLocalizer<JourneyTexts> texts)
{
    public const string PeopleTab = "people";

    private ElementReference _heading;
    private ElementReference _whole;
    private BranchSettings? _branch;
    private EntrySettings? _entry;

    [Parameter, EditorRequired]
    public required JourneyStep Step { get; set; }

    /// <summary>What the step can lead to; as last saved while the canvas is open.</summary>
    [Parameter, EditorRequired]
    public required JourneyDefinition Definition { get; set; }

    [Parameter]
    public IReadOnlyList<StepProblem> Problems { get; set; } = [];

    [Parameter]
    public bool CanEdit { get; set; }

    [Parameter]
    public string? Tab { get; set; }

    /// <summary>How many came here; null before anybody could.</summary>
    [Parameter]
    public long? Came { get; set; }

    /// <summary>The people behind a count.</summary>
    [Parameter]
    public RenderFragment? People { get; set; }

    /// <summary>What happened here so far.</summary>
    [Parameter]
    public RenderFragment? Counts { get; set; }

    [Parameter]
    public EventCallback<StepChange> OnChange { get; set; }

    [Parameter]
    public EventCallback<StepWay> OnConnect { get; set; }

    [Parameter]
    public EventCallback OnRemove { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    private IStringLocalizer<JourneyTexts> Texts => texts;

    private string Title => wording.TitleOf(Step);

    /// <summary>What it is called without a name of its own.</summary>
    private string Made => wording.TitleOf(Step with { Name = "" });

    // A rule and a mail need room; the canvas stays in sight beside them.
    private bool IsWide => Step is JourneyStep.Branch or JourneyStep.Email && Tab != PeopleTab;

    private IReadOnlyList<TabItem> TabItems => [new("", texts["TabSettings"]), new(PeopleTab, texts["TabPeople"], Came)];

    private IEnumerable<StepProblem> General => Problems.Where(p => p.Field.Length == 0);

    private Dictionary<string, string> Errors =>
        Problems.Where(p => p.Field.Length > 0).GroupBy(p => p.Field).ToDictionary(p => p.Key, p => p.First().Text);

    private IEnumerable<JourneyStep> Others => Definition.Steps.Where(s => s.Id != Step.Id && s is not JourneyStep.Entry);

    /// <param name="field">What is wrong there takes the focus; empty, or where nothing is marked, the heading.</param>
    public async Task FocusAsync(string field)
    {
        await _heading.FocusIfThereAsync(preventScroll: true);
        if (field.Length == 0) return;

        _branch?.ShowGaps();
        _entry?.ShowGaps();
        // What is marked has to be in the page before it can be found.
        await Task.Yield();
        await using var client = await ClientModule.ImportAsync(js);
        await client.FocusFirstErrorAsync(_whole);
    }

    private string LabelOf(string outcome) => wording.OutcomeOf(outcome) is { Length: > 0 } word ? texts["ThenIf", word] : texts["Then"];

    private string NameOf(JourneyStep step) => view.Labelled(wording.KindOf(step), wording.TitleOf(step));

    private Task RenameAsync(string? name) => OnChange.InvokeAsync(new StepChange(Step with { Name = name ?? "" }, "name"));

    private Task KeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? OnClose.InvokeAsync() : Task.CompletedTask;
}
