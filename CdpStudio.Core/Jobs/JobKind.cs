namespace CdpStudio.Core.Jobs;

/// <param name="Name">Stored in run history and the key of its text on the page, so it is never renamed. Lower case, such as <c>import</c>.</param>
internal sealed record JobKind(string Name, Func<IServiceProvider, IJob> Create);

/// <param name="Cron">In UTC, Quartz's form: six fields with seconds first.</param>
public sealed record JobSchedule(string Kind, string Cron);
