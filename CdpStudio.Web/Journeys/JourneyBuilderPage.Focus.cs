using CdpStudio.Web.Journeys.Steps;

namespace CdpStudio.Web.Journeys;

/// <summary>Leading somebody to where something is mended.</summary>
public sealed partial class JourneyBuilderPage
{
    private StepPanel? _panel;
    private Lead? _lead;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The canvas says a moment later which step is chosen: until then the panel is another one's.
        if (_lead is not { } lead || _panel is null || (lead.Step is not null && _panel.Step.Id != lead.Step)) return;

        _lead = null;
        await _panel.FocusAsync(lead.Field);
    }

    private async Task GoAsync(StepProblem problem)
    {
        if (problem.Step is null) return;

        if (Panel is not null) address.Change(("panel", null));
        await ChooseStepAsync(problem.Step);
        _lead = new Lead(problem.Step, problem.Field);
    }

    private void FocusSettings() => _lead = new Lead(Step: null, Field: "");

    private sealed record Lead(string? Step, string Field);
}
