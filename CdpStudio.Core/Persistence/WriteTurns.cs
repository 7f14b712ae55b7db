namespace CdpStudio.Core.Persistence;

/// <summary>
/// Who writes next. With <paramref name="oneAtATime"/> a turn is given to one holder at a time: the lowest <see cref="WritePriority"/>
/// first, in order of arrival within it, but whoever was passed over <see cref="MostPassedOver"/> times goes next, so that nobody starves.
/// </summary>
internal sealed class WriteTurns(bool oneAtATime)
{
    public const int MostPassedOver = 16;

    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter>[] _waiting = [new(), new(), new()];
    private bool _taken;

    /// <summary>Who waits, in the order of their priorities.</summary>
    public IReadOnlyList<WritePriority> Waiting
    {
        get
        {
            lock (_lock) return [.. _waiting.SelectMany((waiters, priority) => Enumerable.Repeat((WritePriority)priority, waiters.Count))];
        }
    }

    public async Task<WriteTurn> EnterAsync(WritePriority priority, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!oneAtATime) return new WriteTurn(null);

        Waiter waiter;
        lock (_lock)
        {
            if (!_taken)
            {
                _taken = true;
                return new WriteTurn(this);
            }

            waiter = new Waiter();
            _waiting[(int)priority].AddLast(waiter);
        }

        await using var registration = cancellationToken.UnsafeRegister(_ => Leave(priority, waiter, cancellationToken), null);
        return await waiter.Task;
    }

    public void Release()
    {
        Waiter? next;
        lock (_lock)
        {
            next = TakeNext();
            _taken = next is not null;
        }

        next?.SetResult(new WriteTurn(this));
    }

    private Waiter? TakeNext()
    {
        var heads = _waiting.Where(w => w.Count > 0).Select(w => w.First!.Value).ToArray();
        if (heads.Length == 0) return null;

        var next = Array.Find(heads, w => w.PassedOver >= MostPassedOver) ?? heads[0];
        foreach (var waiting in _waiting.Where(w => w.First?.Value is { } head && head != next)) waiting.First!.Value.PassedOver++;

        foreach (var waiting in _waiting.Where(w => w.First?.Value == next)) waiting.RemoveFirst();
        return next;
    }

    private void Leave(WritePriority priority, Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // Not found: its turn has come, and its holder gives it back.
            if (!_waiting[(int)priority].Remove(waiter)) return;
        }

        waiter.SetCanceled(cancellationToken);
    }

    private sealed class Waiter() : TaskCompletionSource<WriteTurn>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public int PassedOver { get; set; }
    }
}

/// <summary>The right to write until disposed. Disposing it again does nothing.</summary>
internal sealed class WriteTurn(WriteTurns? turns) : IDisposable
{
    private WriteTurns? _turns = turns;

    public void Dispose() => Interlocked.Exchange(ref _turns, null)?.Release();
}
