using System.Runtime.CompilerServices;

namespace CdpStudio.Core.Facts;

/// <summary>
/// The log over the database. The processor publishes what it committed, so followers that keep up are served from memory.
/// </summary>
public sealed class FactLog : IFactLog
{
    /// <summary>Facts kept in memory for followers, at least: a follower that is further behind reads the database.</summary>
    internal const int TailLength = 32_768;

    private readonly FactReader _reader;
    private readonly Lock _lock = new();
    private readonly FactTail _tail = new(TailLength);
    private TaskCompletionSource _grown = NewSignal();
    private long _last;

    internal FactLog(FactReader reader) => _reader = reader;

    public long Last => Volatile.Read(ref _last);

    /// <summary>Tells followers of facts that have been committed. An empty list is fine.</summary>
    public void Publish(IReadOnlyList<Fact> committed)
    {
        if (committed.Count == 0) return;

        lock (_lock)
        {
            _tail.Add(committed);
            Advance(committed[^1].Number);
        }
    }

    /// <summary>Looks up in the database how far the log goes: at start, after a commit of unknown outcome, and where another node appends.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var last = await _reader.LastAsync(cancellationToken);
        lock (_lock) Advance(last);
    }

    public async IAsyncEnumerable<Fact> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = Last;
        while (after < last)
        {
            if (_tail.Read(after, last) is { } known)
            {
                foreach (var fact in known) yield return fact;
                yield break;
            }

            // Up to where memory begins; all of it where memory ends too early, because another node appended.
            var first = _tail.First;
            var upTo = first > after + 1 ? Math.Min(first - 1, last) : last;
            await foreach (var fact in _reader.ReadAsync(after, upTo, cancellationToken)) yield return fact;
            after = upTo;
        }
    }

    public Task<IReadOnlyList<Fact.Cancellation>> CancellationsAsync(CancellationToken cancellationToken) =>
        _reader.CancellationsAsync(cancellationToken);

    public Task<IReadOnlyList<Fact.Erasure>> ErasuresAsync(CancellationToken cancellationToken) => _reader.ErasuresAsync(cancellationToken);

    /// <summary>The events with these numbers, in rising order. Numbers of other facts are passed over.</summary>
    public Task<IReadOnlyList<Fact.Event>> FetchEventsAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken) =>
        _reader.EventsAsync(numbers, cancellationToken);

    /// <summary>The assertions with these numbers, in rising order. Numbers of other facts are passed over.</summary>
    public Task<IReadOnlyList<Fact.Assertion>> FetchAssertionsAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken) =>
        _reader.AssertionsAsync(numbers, cancellationToken);

    public Task WaitAsync(long after, CancellationToken cancellationToken)
    {
        lock (_lock) return _last > after ? Task.CompletedTask : _grown.Task.WaitAsync(cancellationToken);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Advance(long last)
    {
        if (last <= _last) return;

        Volatile.Write(ref _last, last);
        var grown = _grown;
        _grown = NewSignal();
        grown.SetResult();
    }
}
