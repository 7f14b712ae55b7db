using System.Data.Common;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Sources;

/// <summary>A source that has sent nothing for longer than somebody said it may.</summary>
/// <param name="Since">When its last message came, or it was made: the next silence has another moment.</param>
public sealed record SilentSource(SourceId Id, string Name, DateTimeOffset Since);

/// <summary>Which sources are silent, from memory, for all pages that tell of it: read once a minute, however many are open, and when a source is changed.</summary>
public sealed partial class SilentSources(SourceList sources, TimeProvider clock, ILogger<SilentSources> logger) : BackgroundService
{
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMinutes(1);

    // One at a time: what was read before a change must not come after it.
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile IReadOnlyList<SilentSource> _now = [];

    /// <summary>Another source is silent, or one is no longer. Runs on no reader's thread: enter the circuit by <c>InvokeAsync</c>.</summary>
    public event Action? Changed;

    /// <summary>By name.</summary>
    public IReadOnlyList<SilentSource> Now => _now;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    internal async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            var found = await sources.SilentAsync(cancellationToken);
            if (found.SequenceEqual(_now)) return;

            _now = found;
        }
        finally
        {
            _loading.Release();
        }

        Changed?.Invoke();
    }

    public override void Dispose()
    {
        base.Dispose();
        _loading.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_lookAgain, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LoadAsync(stoppingToken);
            }
            catch (Exception e) when (e is DatabaseUnavailableException or DbException)
            {
                // What was known is shown on; the database is asked again.
                LogNotLoaded(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Which sources are silent could not be read again")]
    private partial void LogNotLoaded(Exception reason);
}
