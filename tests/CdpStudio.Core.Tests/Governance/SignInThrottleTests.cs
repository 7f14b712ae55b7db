using CdpStudio.Core.Governance.Access;

namespace CdpStudio.Core.Tests.Governance;

public sealed class SignInThrottleTests
{
    private readonly SettableClock _clock = new();
    private readonly SignInThrottle _throttle;

    public SignInThrottleTests() => _throttle = new SignInThrottle(_clock);

    [Fact]
    public void Wait_AfterTenWrongTries_IsTheRestOfTheWindow()
    {
        for (var i = 0; i < SignInThrottle.MostTries - 1; i++) _throttle.CountWrong("address 1", "name a");
        Assert.Equal(TimeSpan.Zero, _throttle.Wait("address 1", "name a"));

        _throttle.CountWrong("address 1", "name a");
        _clock.Now += TimeSpan.FromMinutes(4);

        Assert.Equal(TimeSpan.FromMinutes(6), _throttle.Wait("address 1", "name b"));
        Assert.Equal(TimeSpan.FromMinutes(6), _throttle.Wait("address 2", "name a"));
        Assert.Equal(TimeSpan.Zero, _throttle.Wait("address 2", "name b"));
    }

    [Fact]
    public void Wait_AfterTheWindow_IsOver()
    {
        for (var i = 0; i < SignInThrottle.MostTries; i++) _throttle.CountWrong("name a");
        _clock.Now += SignInThrottle.Window;

        Assert.True(_throttle.Wait("name a") <= TimeSpan.Zero);
        _throttle.CountWrong("name a");
        Assert.Equal(TimeSpan.Zero, _throttle.Wait("name a"));
    }

    [Theory]
    [InlineData("short", AccountRefusal.PasswordShort)]
    [InlineData("password", AccountRefusal.PasswordCommon)]
    [InlineData("Passw0rd123!", AccountRefusal.PasswordCommon)]
    [InlineData("12345678", AccountRefusal.PasswordCommon)]
    [InlineData("aaaaaaaaaa", AccountRefusal.PasswordCommon)]
    [InlineData("ann@kilim.example", AccountRefusal.PasswordCommon)]
    [InlineData("correct horse battery", null)]
    [InlineData("blåbærgrød", null)]
    [InlineData("19731204-kilim", null)]
    public void Password_ByTheRules(string password, AccountRefusal? expected) =>
        Assert.Equal(expected, PasswordRules.Check(password, "ann@kilim.example", "Ann"));

    private sealed class SettableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
