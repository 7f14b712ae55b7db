using CdpStudio.Core.Audience;
using CdpStudio.Core.Jobs;
using CdpStudio.Web.Shell;

namespace CdpStudio.Web.Audience;

/// <summary>The reading of the log, beside the jobs in the task tray: until it is done counts wait, or are those from before an undo.</summary>
internal sealed class AudienceTasks : ITaskSource
{
    private static readonly JobRunId s_id = new(new Guid("6f1d1f0e-2b60-4f2e-9a51-7d5f0c7b3c11"));

    private readonly AudienceReadiness _readiness;

    public AudienceTasks(AudienceReadiness readiness)
    {
        _readiness = readiness;
        readiness.Progressed += () => Changed?.Invoke();
    }

    public event Action? Changed;

    public IReadOnlyList<JobRow> Active => _readiness.Reading is { } reading
        ? [
            new JobRow(
                s_id, "audience-reading", Subject: null, RequestedBy: null, JobState.Running, CancelRequested: false,
                reading.Position, reading.Last, Error: null, reading.StartedAt, reading.StartedAt, FinishedAt: null),
        ]
        : [];
}
