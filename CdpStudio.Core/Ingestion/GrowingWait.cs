namespace CdpStudio.Core.Ingestion;

/// <summary>How long somebody is told to wait: longer and longer, up to a minute. Whoever holds it locks it.</summary>
internal sealed class GrowingWait
{
    private const int MostDoublings = 6;

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    private int _doublings;
    private long _toldAt;
    private TimeSpan _told;

    /// <summary>Twice as long each time that they come again before their time.</summary>
    /// <param name="needed">The wait without any doubling; it alone may be longer than a minute.</param>
    public TimeSpan TellOne(TimeSpan needed, TimeProvider clock)
    {
        var now = clock.GetTimestamp();
        return Tell(needed, now, grows: _told > clock.GetElapsedTime(_toldAt, now));
    }

    /// <summary>
    /// For many who come independently of each other: as long as the time that was told runs all are told the same, and twice as long when it
    /// has passed and helped nothing.
    /// </summary>
    /// <param name="grace">How long after the time that was told it begins anew.</param>
    public TimeSpan TellAll(TimeSpan first, TimeSpan grace, TimeProvider clock)
    {
        var now = clock.GetTimestamp();
        var since = clock.GetElapsedTime(_toldAt, now);
        return _told > since ? _told : Tell(first, now, grows: _told > TimeSpan.Zero && _told + grace > since);
    }

    private TimeSpan Tell(TimeSpan needed, long now, bool grows)
    {
        _doublings = grows ? Math.Min(_doublings + 1, MostDoublings) : 0;
        var doubled = needed * (1 << _doublings);
        _told = needed > s_longest ? needed : doubled > s_longest ? s_longest : doubled;
        _toldAt = now;
        return _told;
    }

    /// <summary>They were let in.</summary>
    public void Shorten() => _doublings = 0;
}
