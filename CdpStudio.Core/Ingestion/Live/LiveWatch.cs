namespace CdpStudio.Core.Ingestion.Live;

/// <summary>
/// Somebody who looks at a source. Holds what came since they last took something: the newest of it, so that neither a fast source nor
/// somebody who pauses costs more memory than this.
/// </summary>
public sealed class LiveWatch : IDisposable
{
    internal const int MaxMessages = 500;
    internal const int MaxBytes = 1024 * 1024;

    private readonly LiveFeed _feed;
    private readonly Lock _lock = new();
    private readonly Queue<LiveMessage> _waiting = new();
    private int _bytes;
    private long _missed;

    internal LiveWatch(LiveFeed feed, int source) => (_feed, Source) = (feed, source);

    internal int Source { get; }

    /// <summary>What came since, oldest first.</summary>
    public LiveTaken Take()
    {
        lock (_lock)
        {
            var taken = new LiveTaken([.. _waiting], _missed);
            _waiting.Clear();
            (_bytes, _missed) = (0, 0);
            return taken;
        }
    }

    public void Dispose() => _feed.Leave(this);

    internal void Add(LiveMessage message)
    {
        lock (_lock)
        {
            _waiting.Enqueue(message);
            _bytes += message.Raw.Length;
            while (_waiting.Count > MaxMessages || _bytes > MaxBytes)
            {
                _bytes -= _waiting.Dequeue().Raw.Length;
                _missed++;
            }
        }
    }

    internal void Forget(Func<LiveMessage, bool> which)
    {
        lock (_lock)
        {
            var kept = _waiting.Where(m => !which(m)).ToList();
            _waiting.Clear();
            foreach (var message in kept) _waiting.Enqueue(message);
            _bytes = kept.Sum(m => m.Raw.Length);
        }
    }

    internal void Miss(int messages)
    {
        lock (_lock) _missed += messages;
    }
}

/// <param name="Missed">Messages that came and are not among them: there were too many.</param>
public readonly record struct LiveTaken(IReadOnlyList<LiveMessage> Messages, long Missed);
