using System.Threading.Channels;

namespace CdpStudio.Core.Jobs;

/// <summary>Wakes the runner. Signals that come while it is awake count as one.</summary>
public sealed class JobSignal
{
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => _signals.Writer.TryWrite(true);

    internal async Task WaitAsync(CancellationToken cancellationToken) => await _signals.Reader.ReadAsync(cancellationToken);
}
