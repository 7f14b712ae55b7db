using System.Globalization;

namespace CdpStudio.Core.Jobs;

public readonly record struct JobRunId(Guid Value)
{
    public static JobRunId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("D", CultureInfo.InvariantCulture);
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum JobState
{
    Queued = 1,
    Running = 2,
    Completed = 3,
    Failed = 4,
    Cancelled = 5,
}

/// <summary>
/// One piece of work that outlives the process: what to do, how far it got, how it ended. Whoever runs it raised <see cref="Fence"/> and
/// writes only while it still bears that number.
/// </summary>
public sealed class JobRun
{
    public required JobRunId Id { get; init; }

    /// <summary>The name that the job is registered under.</summary>
    public required string Kind { get; init; }

    /// <summary>What to work on, as JSON; the job's own format.</summary>
    public string? Arguments { get; init; }

    /// <summary>Shown on the page, such as a file's name. Null when the kind says it all.</summary>
    public string? Subject { get; init; }

    /// <summary>The account that asked for it; null when the product did.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>Set for a scheduled run: kind and due time, so that several nodes make one run of it.</summary>
    public string? ScheduleKey { get; init; }

    public required JobState State { get; set; }

    /// <summary>The process that runs it; null unless running.</summary>
    public string? Owner { get; set; }

    /// <summary>Raised by everyone who starts it.</summary>
    public long Fence { get; set; }

    public bool CancelRequested { get; set; }

    /// <summary>Where to go on, as JSON; the job's own format. Null at the beginning.</summary>
    public string? Checkpoint { get; set; }

    public long Done { get; set; }

    /// <summary>In the unit of <see cref="Done"/>; null while unknown.</summary>
    public long? Total { get; set; }

    /// <summary>The newest lines, oldest first. English: written for whoever looks after the installation.</summary>
    public IReadOnlyList<JobLogLine> Log { get; set; } = [];

    /// <summary>Why it failed, in words.</summary>
    public string? Error { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }
}

public sealed record JobLogLine(DateTimeOffset At, string Text);
