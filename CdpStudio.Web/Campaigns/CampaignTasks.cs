using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Campaigns.Running;
using CdpStudio.Core.Jobs;
using CdpStudio.Web.Shell;

namespace CdpStudio.Web.Campaigns;

/// <summary>Campaigns that send, beside the jobs in the task tray. Freezing an audience is a job and shows itself.</summary>
internal sealed class CampaignTasks : ITaskSource
{
    private readonly CampaignProgress _progress;

    public CampaignTasks(CampaignProgress progress, CampaignChanges changes)
    {
        _progress = progress;
        changes.Changed += _ => Changed?.Invoke();
    }

    public event Action? Changed;

    public IReadOnlyList<JobRow> Active =>
    [
        .. _progress.All.Where(p => p.State == CampaignState.Sending).Select(p => new JobRow(
            new JobRunId(p.Id.Value), "campaign-sending", p.Name, RequestedBy: null, JobState.Running, CancelRequested: false,
            p.Counts.Planned - p.Counts.Left, p.Counts.Planned, Error: null, p.StartedAt ?? p.At, p.StartedAt, FinishedAt: null)),
    ];
}
