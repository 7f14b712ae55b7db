using System.Collections.Concurrent;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Jobs;

/// <summary>Takes runs that wait and works on a few at once. What a process that died left behind is taken over at start.</summary>
internal sealed partial class JobRunner(
    IServiceScopeFactory scopes,
    IEnumerable<JobKind> kinds,
    JobClaims claims,
    JobSignal signal,
    JobChanges changes,
    IWriteQueue queue,
    IDatabaseProvider provider,
    TimeProvider clock,
    ILogger<JobRunner> logger) : BackgroundService
{
    private const int AtOnce = 2;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, JobKind> _kinds = kinds.ToDictionary(k => k.Name, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<JobRunId, CancellationTokenSource> _running = new();

    /// <summary>Stops a run of this process. False: it is not running here.</summary>
    public async Task<bool> CancelAsync(JobRunId run)
    {
        if (!_running.TryGetValue(run, out var cancel)) return false;

        await cancel.CancelAsync();
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var working = new List<Task>();
        try
        {
            await UntilDatabaseAnswersAsync(claims.RegisterAsync, stoppingToken);
            while (true)
            {
                await UntilDatabaseAnswersAsync(claims.ReleaseDeadAsync, stoppingToken);
                working.RemoveAll(t => t.IsCompleted);
                await StartWaitingAsync(working, stoppingToken);
                await signal.WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(working);
        }
    }

    private async Task StartWaitingAsync(List<Task> working, CancellationToken stoppingToken)
    {
        while (working.Count < AtOnce)
        {
            JobRun? run = null;
            await UntilDatabaseAnswersAsync(async token => run = await claims.TakeNextAsync(_kinds.Keys, token), stoppingToken);
            if (run is null) return;

            var work = WorkAsync(run, stoppingToken);
            working.Add(work);
            _ = WakeBehindAsync(work);
        }
    }

    private async Task WorkAsync(JobRun run, CancellationToken stoppingToken)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        _running[run.Id] = cancel;
        var context = new JobContext(run, queue, changes, clock, cancel);
        if (run.CancelRequested) await cancel.CancelAsync();
        LogStarted(run.Id, run.Kind);
        changes.Publish(run.Id);

        // Off the runner's thread: a job's first part may compute for long before it waits for anything.
        var (state, error) = await Task.Run(() => OutcomeAsync(run, context, cancel.Token, stoppingToken), CancellationToken.None);

        _running.TryRemove(run.Id, out _);
        // Not cancelled by the stop: the row says what happened, or the next start finds out.
        await UntilDatabaseAnswersAsync(token => claims.EndAsync(context, state, error, token), CancellationToken.None);
        LogEnded(run.Id, run.Kind, state);
        changes.Publish(run.Id);
    }

    // Only when the work is seen as ended: woken before, the runner would find no hand free and sleep again beside what waits.
    private async Task WakeBehindAsync(Task work)
    {
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        signal.Wake();
    }

    private async Task<(JobState State, string? Error)> OutcomeAsync(
        JobRun run, JobContext context, CancellationToken cancellationToken, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await RunAsync(run, context, cancellationToken);
                return (JobState.Completed, null);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return (stoppingToken.IsCancellationRequested ? JobState.Queued : JobState.Cancelled, null);
            }
            catch (JobFailedException e)
            {
                context.Log(e.Message);
                return (JobState.Failed, e.Message);
            }
            catch (Exception e) when (e is DatabaseUnavailableException || provider.IsUnavailable(e))
            {
                LogPaused(run.Id, run.Kind, e);
                context.Log("The database did not answer; going on from the last checkpoint.");
            }
            // Whatever a job throws ends that job and nothing else.
            catch (Exception e)
            {
                LogFailed(run.Id, run.Kind, e);
                context.Log($"Stopped by an error of the program: {e.GetType().Name}");
                return (JobState.Failed, JobCrash.Words(e.GetType().Name));
            }

            if (!await PauseAsync(cancellationToken)) return (stoppingToken.IsCancellationRequested ? JobState.Queued : JobState.Cancelled, null);
        }
    }

    private async Task RunAsync(JobRun run, JobContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var scope = scopes.CreateAsyncScope();
        await _kinds[run.Kind].Create(scope.ServiceProvider).RunAsync(context, cancellationToken);
    }

    private async Task UntilDatabaseAnswersAsync(Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await act(cancellationToken);
                return;
            }
            catch (Exception e) when (e is DatabaseUnavailableException || provider.IsUnavailable(e))
            {
                LogUnavailable(e);
            }

            await Task.Delay(s_pause, clock, cancellationToken);
        }
    }

    private async Task<bool> PauseAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(s_pause, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Job run {Run} ({Kind}) started")]
    private partial void LogStarted(JobRunId run, string kind);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job run {Run} ({Kind}) ended as {State}")]
    private partial void LogEnded(JobRunId run, string kind, JobState state);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job run {Run} ({Kind}) waits for the database")]
    private partial void LogPaused(JobRunId run, string kind, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job run {Run} ({Kind}) failed")]
    private partial void LogFailed(JobRunId run, string kind, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer; jobs wait")]
    private partial void LogUnavailable(Exception exception);
}
