using System.Collections.Concurrent;
using System.Globalization;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdpStudio.Core.Tests.Jobs;

/// <summary>One process's jobs over a database that outlives it.</summary>
internal sealed class JobHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IHostedService[] _hosted;

    private JobHost(ServiceProvider services)
    {
        _services = services;
        _hosted = [.. services.GetServices<IHostedService>()];
    }

    public JobQueue Queue => _services.GetRequiredService<JobQueue>();

    public JobList List => _services.GetRequiredService<JobList>();

    public CancelJobHandler Cancel => _services.GetRequiredService<CancelJobHandler>();

    public RetryJobHandler Retry => _services.GetRequiredService<RetryJobHandler>();

    /// <param name="alarm">False: nothing wakes the runner now and then.</param>
    public static async Task<JobHost> StartAsync(TestDatabase database, ScriptedJob.Script script, bool alarm = true)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IDbContextFactory<StudioDbContext>>(database)
            .AddSingleton(database.Queue)
            .AddSingleton<IDatabaseProvider>(database.Provider)
            .AddSingleton(script)
            .AddJobs()
            .AddJob<ScriptedJob>(ScriptedJob.Kind)
            .AddJobRunner()
            .BuildServiceProvider();
        var host = new JobHost(services);
        foreach (var hosted in host._hosted.Where(h => alarm || h is not JobAlarm)) await hosted.StartAsync(default);
        return host;
    }

    public async Task<JobRow> UntilAsync(JobRunId run, Func<JobRow, bool> reached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var changed = new SemaphoreSlim(1);
        using var subscription = _services.GetRequiredService<JobChanges>().Subscribe(_ => changed.Release());
        while (true)
        {
            await changed.WaitAsync(patience.Token);
            if (await List.FindAsync(run, patience.Token) is { } row && reached(row)) return row;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in _hosted.Reverse()) await hosted.StopAsync(default);
        await _services.DisposeAsync();
    }
}

/// <summary>Counts to its total and does at each step what the test says.</summary>
internal sealed class ScriptedJob(ScriptedJob.Script script) : IJob
{
    public const string Kind = "scripted";

    public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
    {
        var total = int.Parse(run.Arguments!, CultureInfo.InvariantCulture);
        for (var done = int.Parse(run.Checkpoint ?? "0", CultureInfo.InvariantCulture) + 1; done <= total; done++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await script.AtStep(done, run, cancellationToken);
            script.Steps.Enqueue(done);
            run.Log($"Step {done.ToString(CultureInfo.InvariantCulture)}");
            await run.AdvanceAsync(new JobProgress(done, total, done.ToString(CultureInfo.InvariantCulture)), cancellationToken);
        }
    }

    internal sealed class Script
    {
        public ConcurrentQueue<int> Steps { get; } = new();

        public Func<int, JobContext, CancellationToken, Task> AtStep { get; set; } = (_, _, _) => Task.CompletedTask;
    }
}
