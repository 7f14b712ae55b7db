using CdpStudio.Core.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Facts;

/// <summary>Finds the end of the log at start and, on a server database, follows what other nodes append.</summary>
internal sealed partial class FactLogWatch(
    FactLog log, IOptions<DatabaseOptions> options, TimeProvider clock, ILogger<FactLogWatch> logger) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await log.RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Provider == DatabaseProvider.Sqlite) return;

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
        catch (System.Data.Common.DbException e)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database did not say how far the facts go; asking again")]
    private partial void LogFailed(Exception exception);
}
