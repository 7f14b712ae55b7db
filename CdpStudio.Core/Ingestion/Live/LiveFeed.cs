using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Live;

/// <summary>
/// Shows messages to those who look at their source while they arrive: what this process refuses at the door, and what it decides as
/// the processor. Nothing is held while nobody looks, and nothing is ever written down.
/// </summary>
public sealed class LiveFeed
{
    /// <summary>At once, in all; each holds up to a megabyte.</summary>
    public const int MaxWatches = 20;

    private readonly Lock _lock = new();
    private volatile LiveWatch[] _watches = [];

    /// <returns>Null when too many look already.</returns>
    public LiveWatch? Watch(SourceId source)
    {
        lock (_lock)
        {
            if (_watches.Length >= MaxWatches) return null;

            var watch = new LiveWatch(this, source.Value);
            _watches = [.. _watches, watch];
            return watch;
        }
    }

    /// <summary>Asked for each message, so that those that nobody looks at cost nothing more.</summary>
    public bool IsWatched(int source)
    {
        foreach (var watch in _watches)
        {
            if (watch.Source == source) return true;
        }

        return false;
    }

    public void Show(int source, LiveMessage message)
    {
        foreach (var watch in _watches)
        {
            if (watch.Source == source) watch.Add(message);
        }
    }

    /// <summary>Counts messages that came and can't be shown.</summary>
    internal void Miss(int source, int messages)
    {
        foreach (var watch in _watches)
        {
            if (watch.Source == source) watch.Miss(messages);
        }
    }

    /// <summary>Drops what was not taken yet, as if it had not come.</summary>
    internal void Forget(Func<LiveMessage, bool> which)
    {
        foreach (var watch in _watches) watch.Forget(which);
    }

    internal void Leave(LiveWatch watch)
    {
        lock (_lock) _watches = [.. _watches.Where(w => w != watch)];
    }
}
