namespace CdpStudio.Benchmarks;

/// <summary>The highest that a number was, looked at fifty times a second until it is stopped.</summary>
internal sealed class Highest : IAsyncDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly Func<long> _look;
    private readonly Task _watching;
    private long _highest = long.MinValue;

    public Highest(Func<long> look)
    {
        _look = look;
        _watching = Task.Run(WatchAsync);
    }

    public async Task<long> StopAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        return _highest;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            _highest = Math.Max(_highest, _look());
            await Task.Delay(s_look, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _highest = Math.Max(_highest, _look());
    }
}
