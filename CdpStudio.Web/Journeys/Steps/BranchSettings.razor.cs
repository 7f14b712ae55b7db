using CdpStudio.Core.Audience;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments.Drafts;
using CdpStudio.Web.Segments.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys.Steps;

/// <summary>The rule that parts people, drawn with the editor of segments. Its own undo goes back within the rule.</summary>
public sealed partial class BranchSettings(RuleBoard board, IAudienceVocabulary seen, IStringLocalizer<JourneyTexts> texts) : IDisposable
{
    private bool _showsCode;
    private string _shown = "";
    private SaidRule _said = new(null, null);

    [Parameter, EditorRequired]
    public required JourneyStep.Branch Step { get; set; }

    [Parameter]
    public EventCallback<StepChange> OnChange { get; set; }

    /// <summary>What is wrong with the rule, in the reader's words.</summary>
    [Parameter]
    public string? Error { get; set; }

    private IStringLocalizer<JourneyTexts> Texts => texts;

    /// <summary>Marks what lacks something.</summary>
    public void ShowGaps() => board.ShowGaps();

    protected override void OnInitialized()
    {
        board.Edited += Edited;
        board.Changed += Draw;
        board.Failed += Fail;
    }

    // Begins again when the rule became another one elsewhere, by undo or on the canvas; not for the echo of what was drawn here.
    protected override void OnParametersSet()
    {
        if (Step.Id == _shown && _said.Says(Step.Rule, Step.Unfinished)) return;

        (_shown, _said) = (Step.Id, new SaidRule(Step.Rule, Step.Unfinished));
        board.Open(_said.Draft(seen.TypeOf), showsGaps: Step.Unfinished is not null);
    }

    private void Edited() => _ = InvokeAsync(() =>
    {
        // Without a finished line there is no rule yet: 'all of nothing' would let everybody through.
        var isEmpty = !board.Draft.Lines.Any(l => l is not DraftLine.Group && RuleDraft.WriteFinished(l) is not null);
        _said = new SaidRule(isEmpty ? null : DeepJson.ParseNode(board.Text.Json), SaidRule.UnfinishedOf(board));
        return OnChange.InvokeAsync(new StepChange(Step with { Rule = _said.Rule?.DeepClone(), Unfinished = _said.Unfinished?.DeepClone() }, "rule"));
    });

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
