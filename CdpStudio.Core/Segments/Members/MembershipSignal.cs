using System.Threading.Channels;

namespace CdpStudio.Core.Segments.Members;

/// <summary>
/// Tells the membership follower that a segment was saved or deleted, so that it need not wait for its next round; and others that it
/// has recorded who came and went.
/// </summary>
public sealed class MembershipSignal
{
    // One place: ten saves in a row are one reason to look.
    private readonly Channel<bool> _calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private TaskCompletionSource _moved = NewMove();

    /// <summary>Completes when people have come or gone since it was asked for. Ask before looking, wait after it.</summary>
    public Task UntilMoved => Volatile.Read(ref _moved).Task;

    public void Wake() => _calls.Writer.TryWrite(true);

    internal void Moved() => Interlocked.Exchange(ref _moved, NewMove()).TrySetResult();

    /// <summary>Completes when somebody called or the time is over.</summary>
    internal async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            await _calls.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    private static TaskCompletionSource NewMove() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
