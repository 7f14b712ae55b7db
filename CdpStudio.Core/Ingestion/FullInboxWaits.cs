using System.Collections.Concurrent;

namespace CdpStudio.Core.Ingestion;

/// <summary>
/// How long the clients of each source are told to wait while the inbox has no room for them: five seconds, and twice as long each time
/// that it is still full when these have passed, up to a minute. It begins anew once room was found, or when nobody came for a minute after
/// the time.
/// </summary>
public sealed class FullInboxWaits(TimeProvider clock)
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_grace = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<int, GrowingWait> _waits = new();

    public TimeSpan Tell(int source)
    {
        var wait = _waits.GetOrAdd(source, static _ => new GrowingWait());
        lock (wait)
        {
            return wait.TellAll(s_first, s_grace, clock);
        }
    }

    public void RoomFound(int source)
    {
        // Every request asks and hardly any waits: looking takes no lock, removing does.
        if (_waits.ContainsKey(source)) _waits.TryRemove(source, out _);
    }
}
