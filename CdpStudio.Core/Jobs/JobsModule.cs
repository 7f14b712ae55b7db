using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Quartz;

namespace CdpStudio.Core.Jobs;

public static class JobsModule
{
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<JobSignal>();
        services.TryAddSingleton<JobChanges>();
        services.TryAddSingleton<JobQueue>();
        services.TryAddSingleton(p => new JobClaims(
            p.GetRequiredService<IDbContextFactory<StudioDbContext>>(),
            p.GetRequiredService<IWriteQueue>(),
            p.GetRequiredService<IDatabaseProvider>(),
            p.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<JobRunner>();
        services.AddQuartz();

        services.TryAddTransient<JobList>();
        services.TryAddTransient<RetryJobHandler>();
        services.TryAddTransient(p => new CancelJobHandler(
            p.GetRequiredService<IWriteQueue>(),
            p.GetRequiredService<JobRunner>(),
            p.GetRequiredService<JobChanges>(),
            p.GetRequiredService<TimeProvider>()));

        return services
            .ClaimTables(TableClaim.NothingOf("JobRuns", "What to do and how far it got; logs and errors have no personal data."))
            .AddJob<RemoveOldRuns>(RemoveOldRuns.Kind).AddJobSchedule(new JobSchedule(RemoveOldRuns.Kind, "0 30 3 * * ?"));
    }

    /// <summary>To be called last: a run that goes on at a start asks for what others read at theirs, such as the segments there are.</summary>
    public static IServiceCollection AddJobRunner(this IServiceCollection services)
    {
        services.AddHostedService(p => p.GetRequiredService<JobRunner>());
        return services.AddHostedService<JobAlarm>();
    }

    /// <summary>Lets runs of this kind be worked on; a job's dependencies come from the services.</summary>
    /// <param name="kind">Stored in run history and the key of its text on the page, so it is never renamed. Lower case, such as <c>import</c>.</param>
    public static IServiceCollection AddJob<TJob>(this IServiceCollection services, string kind)
        where TJob : class, IJob
    {
        services.TryAddTransient<TJob>();
        services.AddSingleton(new JobKind(kind, provider => provider.GetRequiredService<TJob>()));
        return services;
    }

    /// <summary>Queues a run of a kind whenever it is due.</summary>
    public static IServiceCollection AddJobSchedule(this IServiceCollection services, JobSchedule schedule) =>
        services.AddSingleton(schedule);
}
