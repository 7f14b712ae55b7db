using CdpStudio.Core.Jobs;
using CdpStudio.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys;

/// <summary>How far taking everybody out has come.</summary>
public sealed partial class StoppingNote(TaskFeed feed, JobList jobs, IStringLocalizer<JourneyTexts> texts) : TaskFollower(feed)
{
    private JobRow? _row;

    [Parameter, EditorRequired]
    public required JobRunId Run { get; set; }

    /// <summary>It is over, however it ended.</summary>
    [Parameter]
    public EventCallback OnEnd { get; set; }

    private IStringLocalizer<JourneyTexts> Texts => texts;

    protected override Task OnInitializedAsync() => ReloadAsync();

    protected override async Task ReloadAsync()
    {
        _row = await jobs.FindAsync(Run, Leaving);
        if (_row is not { State: JobState.Queued or JobState.Running }) await OnEnd.InvokeAsync();
    }
}
