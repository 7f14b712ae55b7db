using System.Text.Json.Nodes;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Segments.Drafts;
using CdpStudio.Web.Segments.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys.Steps;

/// <summary>What lets people in.</summary>
public enum EntryKind
{
    Event,
    Change,
    Segment,
}

/// <summary>Who comes in: whoever does something, gets another value or enters a segment.</summary>
public sealed partial class EntrySettings(
    RuleBoard board, IAudienceVocabulary seen, SegmentRules segments, IStringLocalizer<JourneyTexts> texts) : IDisposable
{
    private readonly string _group = $"entry-{Guid.NewGuid():N}";
    private EntryKind _kind;
    private SaidRule _said = new(null, null);
    private string _shown = "";

    [Parameter, EditorRequired]
    public required JourneyStep.Entry Step { get; set; }

    [Parameter]
    public EventCallback<StepChange> OnChange { get; set; }

    /// <summary>What is wrong, in the reader's words, by member of the step.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string> Errors { get; set; } = new Dictionary<string, string>();

    private IStringLocalizer<JourneyTexts> Texts => texts;

    private IAudienceVocabulary Seen => seen;

    private IReadOnlyCollection<SavedRule> Segments => segments.All;

    private string SegmentKey => Step.Trigger is EntryTrigger.Segment into ? into.Key : "";

    private bool Present => Step.Trigger is EntryTrigger.Segment { Present: true };

    private DraftLine.Did? Line => board.Draft.Root.Lines is [DraftLine.Did line] ? line : null;

    /// <summary>Marks what lacks something.</summary>
    public void ShowGaps() => board.ShowGaps();

    protected override void OnInitialized()
    {
        board.Edited += Edited;
        board.Changed += Draw;
        board.Failed += Fail;
    }

    // The board is the event's editor; it begins again when the step became another one elsewhere, by undo or on the canvas.
    protected override void OnParametersSet()
    {
        var on = Step.Trigger as EntryTrigger.Event;
        var rule = RuleOf(on?.Name ?? "", on?.Where);
        if (Step.Id == _shown && (_said.Says(rule, Step.Unfinished) || (Step.Trigger is null && _said.Rule is not null && _kind == EntryKind.Event))) return;

        if (Step.Id != _shown || Step.Trigger is not null) _kind = KindOf(Step.Trigger);
        (_shown, _said) = (Step.Id, new SaidRule(rule, Step.Unfinished));
        board.Open(_said.Draft(seen.TypeOf), showsGaps: Step.Unfinished is not null);
    }

    private string? ErrorOf(string member) => Errors.GetValueOrDefault(member);

    private static EntryKind KindOf(EntryTrigger? trigger) => trigger switch
    {
        EntryTrigger.Segment => EntryKind.Segment,
        EntryTrigger.Change => EntryKind.Change,
        _ => EntryKind.Event,
    };

    private Task ChooseKindAsync(EntryKind kind)
    {
        _kind = kind;
        return Step.Trigger is null ? Task.CompletedTask : SayAsync(trigger: null);
    }

    private Task ChooseSegmentAsync(string key) => SayAsync(key.Length == 0 ? null : new EntryTrigger.Segment(key, Present));

    private Task ChooseAgainAsync(string? again) =>
        OnChange.InvokeAsync(new StepChange(Step with { Again = Enum.Parse<EntryAgain>(again ?? nameof(EntryAgain.Never)) }));

    private Task SayAsync(EntryTrigger? trigger)
    {
        _said = new SaidRule(RuleOf("", null), null);
        return OnChange.InvokeAsync(new StepChange(Step with { Trigger = trigger, Unfinished = null }));
    }

    private void Edited() => _ = InvokeAsync(() =>
    {
        if (Line is not { } line) return Task.CompletedTask;

        var where = line.Event.Length > 0 ? FinishedFilters(line) : null;
        EntryTrigger? trigger = line.Event.Length == 0 ? null : new EntryTrigger.Event(line.Event, where);
        // An event that is still to be chosen is no unfinished filter.
        var unfinished = line.Event.Length == 0 && line.Where.Count == 0 ? null : SaidRule.UnfinishedOf(board);
        _said = new SaidRule(RuleOf(line.Event, where), unfinished);
        return OnChange.InvokeAsync(new StepChange(Step with { Trigger = trigger, Unfinished = unfinished?.DeepClone() }, "event"));
    });

    /// <summary>A filter that lacks something filters nothing yet; the others do.</summary>
    private static JsonNode? FinishedFilters(DraftLine.Did line)
    {
        var finished = line with { Where = [.. line.Where.Where(f => RuleDraft.WriteFinished(line with { Where = [f] }) is not null)] };
        return RuleDraft.WriteFinished(finished) is { } json ? DeepJson.ParseNode(json)?["where"]?.DeepClone() : null;
    }

    private static JsonObject RuleOf(string name, JsonNode? where)
    {
        var rule = new JsonObject { ["event"] = name };
        if (where is not null) rule["where"] = where.DeepClone();
        return rule;
    }

    private void Draw() => _ = InvokeAsync(StateHasChanged);

    private void Fail(Exception failure) => _ = DispatchExceptionAsync(failure);

    public void Dispose()
    {
        board.Edited -= Edited;
        board.Changed -= Draw;
        board.Failed -= Fail;
        board.Dispose();
    }
}
