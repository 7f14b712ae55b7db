namespace CdpStudio.Core.Ingestion;

/// <summary>
/// How long somebody is told to wait: twice as long each time that they come again too early, up to a minute. Whoever holds it locks it.
/// </summary>
/// <param name="grace">How long after the time that was told it is still too early.</param>
internal sealed class GrowingWait(TimeSpan grace = default)
{
    private const int MostDoublings = 6;

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    private int _doublings;
    private long _toldAt;
    private TimeSpan _told;

    /// <param name="needed">The wait without any doubling; it alone may be longer than a minute.</param>
    public TimeSpan Tell(TimeSpan needed, TimeProvider clock)
    {
        var now = clock.GetTimestamp();
        var tooEarly = _told > TimeSpan.Zero && _told + grace > clock.GetElapsedTime(_toldAt, now);
        _doublings = tooEarly ? Math.Min(_doublings + 1, MostDoublings) : 0;
        var doubled = needed * (1 << _doublings);
        _told = needed > s_longest ? needed : doubled > s_longest ? s_longest : doubled;
        _toldAt = now;
        return _told;
    }

    /// <summary>They were let in.</summary>
    public void Shorten() => _doublings = 0;
}
