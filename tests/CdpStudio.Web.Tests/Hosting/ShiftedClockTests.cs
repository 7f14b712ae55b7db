using CdpStudio.Core.Persistence;
using CdpStudio.Web.Hosting;

namespace CdpStudio.Web.Tests.Hosting;

public sealed class ShiftedClockTests
{
    [Fact]
    public void Clock_InTesting_IsShiftedByTheOffset()
    {
        var before = TimeProvider.System.GetUtcNow();

        var shifted = ShiftedClock.Of("Testing", "30.00:00:00").GetUtcNow();

        Assert.InRange(shifted - before, TimeSpan.FromDays(30), TimeSpan.FromDays(30) + TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("Production", "30.00:00:00")]
    [InlineData("Development", "30.00:00:00")]
    [InlineData("Production", "nonsense")]
    [InlineData("Testing", null)]
    [InlineData("Testing", "")]
    public void Clock_AnywhereElse_IsTheSystems(string environment, string? offset) =>
        Assert.Same(TimeProvider.System, ShiftedClock.Of(environment, offset));

    [Theory]
    [InlineData("30d")]
    [InlineData("tomorrow")]
    public void Clock_WithAMisspeltOffset_RefusesToStart(string offset) =>
        Assert.Throws<StartRefusedException>(() => ShiftedClock.Of("Testing", offset));
}
