using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Messaging.Sending;

namespace CdpStudio.Core.Tests.Messaging.Sending;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(3, 30)]
    [InlineData(4, 120)]
    [InlineData(5, 360)]
    [InlineData(9, 360)]
    public void After_SoManyAttempts_WaitsAFifthMoreOrLess(int attempts, int minutes)
    {
        Assert.Equal(minutes * 0.8, Backoff.After(attempts, 0)!.Value.TotalMinutes, 6);
        Assert.Equal(minutes, Backoff.After(attempts, 0.5)!.Value.TotalMinutes, 6);
        Assert.True(Backoff.After(attempts, 0.999) <= TimeSpan.FromMinutes(minutes * 1.2));
    }

    [Fact]
    public void After_FortyEightHours_GivesUp()
    {
        var waited = TimeSpan.Zero;
        var attempts = 1;
        while (Backoff.After(attempts, 0.5) is { } wait)
        {
            waited += wait;
            attempts++;
        }

        Assert.InRange(waited, TimeSpan.FromHours(40), TimeSpan.FromHours(48));
    }

    [Fact]
    public void Breaker_FailuresInARow_OpenItAndAnythingElseBeginsAnew()
    {
        var breaker = new ServerBreaker();
        var away = new EmailOutcome.Deferred(null, "away", ServerAway: true);
        var send = new Send { Owner = SendOwner.Campaign, OwnerId = 3, Visit = 0, Profile = new(1), State = SendState.HandingOff, DueAt = 0, ChangedAt = 0 };

        for (var i = 1; i < ServerBreaker.MostFailures; i++) Assert.Null(breaker.Record(send, away));
        Assert.Null(breaker.Record(send, new EmailOutcome.Refused(550, "no such user")));
        for (var i = 1; i < ServerBreaker.MostFailures; i++) Assert.Null(breaker.Record(send, i % 2 == 0 ? away : new EmailOutcome.InDoubt("silence")));
        var opened = breaker.Record(send, away);

        Assert.Equal((SendOwner.Campaign, 3L), Assert.Single(opened!.Value.Owners));
        Assert.Equal("away", opened.Value.Reply);
        Assert.Null(breaker.Record(send, away));
    }
}
