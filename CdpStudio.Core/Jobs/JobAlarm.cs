using Microsoft.Extensions.Hosting;
using Quartz;

namespace CdpStudio.Core.Jobs;

/// <summary>
/// Quartz as an alarm clock: it wakes the runner now and then, for what another node queued or left behind, and queues what is due.
/// It remembers nothing; the rows do.
/// </summary>
internal sealed class JobAlarm(
    ISchedulerFactory quartz, IEnumerable<JobSchedule> schedules, JobSignal signal, TimeProvider clock) : IHostedService
{
    private static readonly TimeSpan s_lookAround = TimeSpan.FromSeconds(5);

    private IScheduler? _scheduler;

    public static DateTimeOffset? NextDue(JobSchedule schedule, DateTimeOffset after) =>
        new CronExpression(schedule.Cron, TimeZoneInfo.Utc).GetNextValidTimeAfter(after);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _scheduler = await quartz.GetScheduler(cancellationToken);
        await AddAsync<LookAround>("look around", t => t.WithSimpleSchedule(s => s.WithInterval(s_lookAround).RepeatForever()));
        foreach (var schedule in schedules)
            await AddAsync<Due>(schedule.Kind, t => t.WithCronSchedule(schedule.Cron, c => c.InTimeZone(TimeZoneInfo.Utc)));

        await _scheduler.Start(cancellationToken);
        signal.Wake();

        async Task AddAsync<TRing>(string name, Func<TriggerBuilder<Quartz.IJob>, TriggerBuilder<Quartz.IJob>> when)
            where TRing : Quartz.IJob =>
            await _scheduler.ScheduleJob(
                JobBuilder.Create<TRing>().WithIdentity(name).Build(), when(TriggerBuilder.Create(clock)).Build(), new ScheduleJobOptions(), cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_scheduler is not null) await _scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken);
    }

    internal sealed class LookAround(JobSignal signal) : Quartz.IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            signal.Wake();
            return ValueTask.CompletedTask;
        }
    }

    internal sealed class Due(JobQueue queue) : Quartz.IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
            await queue.EnqueueScheduledAsync(
                context.JobDetail.Key.Name, context.ScheduledFireTimeUtc ?? context.FireTimeUtc, cancellationToken);
    }
}
