using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Web.Journeys.Canvas;
using CdpStudio.Web.Journeys.Numbers;
using Microsoft.AspNetCore.Components;

namespace CdpStudio.Web.Journeys;

/// <summary>How many people are where.</summary>
public sealed partial class JourneyBuilderPage
{
    private JourneyCounts? _counts;
    private CanvasNumbers? _numbers;

    [Inject]
    public required NumbersWording Figures { get; set; }

    private async Task CountAsync()
    {
        _counts = _document is null ? null : await desk.CountAsync(_document.Journey, Version, _leaving.Token);
        _numbers = _counts is null || !ShowsNumbers ? null : Figures.Of(_counts, Definition);
    }

    private StepCounts? CountsOf(JourneyStep step) => _counts?.Steps.FirstOrDefault(s => s.Step == step.Id);

    private IReadOnlyList<StepFigure> FiguresOf(JourneyStep step) => CountsOf(step) is { } counts ? Figures.All(counts, step) : [];
}
