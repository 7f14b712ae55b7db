using System.Threading.Channels;
using CdpStudio.Core.Jobs;
using CdpStudio.Web.Components;

namespace CdpStudio.Web.Shell;

/// <summary>
/// The runs that wait or are under way, as one list for all readers: it is read once after each change, however many pages show it.
/// Jobs report often, so what they say is gathered for a moment first.
/// </summary>
public sealed class TaskFeed(JobList jobs, JobChanges changes, IEnumerable<ITaskSource> sources, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan s_gathered = TimeSpan.FromMilliseconds(400);

    private readonly Channel<bool> _signals =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Runs on no reader's thread: enter the circuit by <c>InvokeAsync</c>.</summary>
    public event Action? Changed;

    /// <summary>Jobs, the oldest first.</summary>
    public IReadOnlyList<JobRow> Active { get; private set; } = [];

    /// <summary>Jobs and whatever else goes on, as the task tray shows it.</summary>
    public IReadOnlyList<JobRow> All => [.. Active, .. sources.SelectMany(s => s.Active)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = changes.Subscribe(_ => _signals.Writer.TryWrite(true));
        foreach (var source in sources) source.Changed += () => _signals.Writer.TryWrite(true);
        do
        {
            await ReloadAsync(stoppingToken);
            await Task.Delay(s_gathered, clock, stoppingToken);
        }
        while (await _signals.Reader.WaitToReadAsync(stoppingToken) && _signals.Reader.TryRead(out _));
    }

    // The runner reports again when the database is back.
    private Task ReloadAsync(CancellationToken cancellationToken) => Waiting.ThroughAsync(async () =>
    {
        Active = await jobs.ActiveAsync(cancellationToken);
        Changed?.Invoke();
    });
}
