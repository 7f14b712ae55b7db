using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Reference;
using NodaTime.Text;

namespace CdpStudio.Core.Tests.Rules;

public sealed class WindowTurnsTests
{
    private const long Step = 5 * 60_000;
    private const long Day = 86_400_000;

    /// <summary>Where days of different lengths lead to one, and where clocks are put on and back on either side of the length.</summary>
    [Theory]
    [InlineData("UTC", "2026-02-28T12:00:00Z", "1mo")]
    [InlineData("UTC", "2024-02-29T23:59:59.999Z", "1y")]
    [InlineData("UTC", "2026-01-31T00:00:00Z", "1mo")]
    [InlineData("Europe/Berlin", "2026-02-28T22:30:00Z", "1mo")]
    [InlineData("Europe/Berlin", "2026-03-29T00:30:00Z", "7mo")]
    [InlineData("Europe/Berlin", "2025-10-26T00:30:00Z", "5mo")]
    [InlineData("Europe/Berlin", "2025-10-26T01:15:00.001Z", "5mo")]
    [InlineData("America/New_York", "2026-03-08T06:59:59.999Z", "1y")]
    [InlineData("America/New_York", "2025-11-02T05:30:00Z", "4mo")]
    [InlineData("Australia/Lord_Howe", "2026-04-04T14:45:00Z", "6mo")]
    [InlineData("Asia/Tehran", "2021-09-21T19:45:00Z", "6mo")]
    public void Turns_OfCalendarLengths_AreAllThereAre(string zoneName, string at, string length)
    {
        Assert.True(WorkspaceZone.TryFind(zoneName, out var zone));
        Assert.True(Duration.TryParse(length, out var duration));
        var moment = InstantPattern.ExtendedIso.Parse(at).Value.ToUnixTimeMilliseconds();

        Compare(new Window.Last(duration).Turns(moment, zone), now => Holds(now, clock => moment <= now && moment > clock.Before(now, duration)), zone.Plus(moment, duration));
        Compare(duration.Turns(moment, zone), now => Holds(now, clock => clock.Before(now, duration) >= moment), zone.Plus(moment, duration));
        Compare(new Test.InNext(duration).Turns(moment, zone, moment), now => Holds(now, clock => now < moment && moment <= clock.After(now, duration)), zone.Minus(moment, duration));

        bool Holds(long now, Func<ReferenceClock, bool> holds) => holds(new ReferenceClock(zoneName, now));
    }

    /// <summary>Some days around where the length ends, step by step: each change lies at a turn, and each turn is a change.</summary>
    private static void Compare(IEnumerable<long> turns, Func<long, bool> holds, long around)
    {
        var ahead = turns.Where(t => t > around - (3 * Day) && t <= around + (6 * Day)).Order().ToList();
        Assert.All(ahead, turn => Assert.NotEqual(holds(turn - 1), holds(turn)));

        var (start, next) = (around - (3 * Day), 0);
        var expected = holds(start);
        for (var now = start; now <= around + (6 * Day); now += Step)
        {
            for (; next < ahead.Count && ahead[next] <= now; next++) expected = !expected;
            Assert.Equal(expected, holds(now));
        }
    }
}
