using System.Data.Common;
using CdpStudio.Core.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Persistence;

/// <summary>
/// Something of the database that is asked for so often that it is kept in memory: read at start and by whoever changes it, and over and
/// over for what time and other nodes change.
/// </summary>
/// <param name="readAgain">How late another node's change may be seen.</param>
public abstract partial class KeptInMemory(TimeSpan readAgain, TimeProvider clock, ILogger logger) : BackgroundService
{
    // One at a time: what was read before a change must not come after what has it.
    private readonly SemaphoreSlim _reading = new(1, 1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>When this returns, what had committed before is known.</summary>
    internal async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            await ReadAsync(cancellationToken);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Reads it and puts it in the place of what was known. Never twice at a time.</summary>
    protected abstract Task ReadAsync(CancellationToken cancellationToken);

    public override void Dispose()
    {
        base.Dispose();
        _reading.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(readAgain, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LoadAsync(stoppingToken);
            }
            catch (Exception e) when (e is DatabaseUnavailableException or DbException)
            {
                // What is known stays good; the database is asked again.
                LogNotRead(GetType().Name, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{What} could not be read again")]
    private partial void LogNotRead(string what, Exception reason);
}
