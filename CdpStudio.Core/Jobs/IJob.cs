namespace CdpStudio.Core.Jobs;

/// <summary>Does one kind of work in the background. Registered with <see cref="JobsModule.AddJob{TJob}(Microsoft.Extensions.DependencyInjection.IServiceCollection, string)"/>, made anew for each run.</summary>
public interface IJob
{
    /// <summary>
    /// Works from <see cref="JobContext.Checkpoint"/> to the end. It is called again after a kill, a restart or a retry, and a predecessor
    /// that lost its run may still be at work: whatever is written goes with <see cref="JobContext.AdvanceAsync(Persistence.StudioDbContext, JobProgress, CancellationToken)"/> in the same write, which
    /// refuses all but the newest owner.
    /// </summary>
    /// <param name="cancellationToken">Somebody cancelled the run or the product stops. Let the exception pass.</param>
    /// <exception cref="JobFailedException">It cannot be done; the message is for the user.</exception>
    /// <exception cref="Persistence.DatabaseUnavailableException">Let it pass: the run goes on from its checkpoint after a pause.</exception>
    Task RunAsync(JobContext run, CancellationToken cancellationToken);
}

/// <summary>The run failed in a way that its user can understand. Anything else that a job throws is a bug and shown as one.</summary>
public sealed class JobFailedException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>Another process has the run now; this one's write was refused and it must stop.</summary>
public sealed class JobTakenOverException(JobRunId run) : Exception($"Job run {run} has another owner now.");

/// <param name="Checkpoint">Where to go on, as JSON; null keeps the one there is.</param>
/// <param name="Total">Null keeps the one there is.</param>
public sealed record JobProgress(long Done, long? Total = null, string? Checkpoint = null);
