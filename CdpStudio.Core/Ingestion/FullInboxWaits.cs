using System.Collections.Concurrent;

namespace CdpStudio.Core.Ingestion;

/// <summary>
/// How long each source is told to wait while the inbox has no room for it: five seconds, and twice as long each time that it comes
/// again, up to a minute. Who waited as told and finds it full again is told longer, too: the overload lasts. It begins anew once room
/// was found, or when the source came no more for a minute after its time.
/// </summary>
public sealed class FullInboxWaits(TimeProvider clock)
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_grace = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<int, GrowingWait> _waits = new();

    public TimeSpan Tell(int source)
    {
        var wait = _waits.GetOrAdd(source, static _ => new GrowingWait(s_grace));
        lock (wait)
        {
            return wait.Tell(s_first, clock);
        }
    }

    public void RoomFound(int source)
    {
        // Every request asks and hardly any waits: looking takes no lock, removing does.
        if (_waits.ContainsKey(source)) _waits.TryRemove(source, out _);
    }
}
