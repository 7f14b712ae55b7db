using CdpStudio.Core.Journeys;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys;

/// <summary>Whom stopping would meet is named before anybody decides it.</summary>
public sealed partial class StopQuestion(StopCounts counts, IStringLocalizer<JourneyTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private StopConsequences? _met;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public required Journey Journey { get; set; }

    [Parameter]
    public EventCallback OnKeep { get; set; }

    [Parameter]
    public EventCallback OnStop { get; set; }

    private IStringLocalizer<JourneyTexts> Texts => texts;

    // Somebody else may have deleted it: then nobody is inside.
    protected override async Task OnInitializedAsync() =>
        _met = await counts.OfAsync(Journey.Id, _leaving.Token) ?? new StopConsequences(0, 0);

    private async Task StopAsync()
    {
        _isBusy = true;
        await OnStop.InvokeAsync();
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
