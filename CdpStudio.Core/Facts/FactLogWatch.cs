using CdpStudio.Core.Persistence.Providers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Facts;

/// <summary>Finds the end of the log at start and, on a server database, follows what other nodes append.</summary>
internal sealed partial class FactLogWatch(
    FactLog log, IDatabaseProvider provider, TimeProvider clock, ILogger<FactLogWatch> logger) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await log.RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // One process writes to SQLite, and it publishes what it writes.
        if (provider.OneWriter) return;

        using var timer = new PeriodicTimer(s_interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await RefreshAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await log.RefreshAsync(cancellationToken);
        }
        catch (Exception e) when (provider.IsUnavailable(e))
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database did not say how far the facts go; asking again")]
    private partial void LogFailed(Exception exception);
}
