using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Kernel;

public sealed class FailpointTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    [InlineData("testing")]
    [InlineData(null)]
    public void Plan_OutsideTheTestingEnvironment_IsNone(string? environment) =>
        Assert.Null(FailpointPlan.Read(environment, "inbox.committed:kill@1"));

    [Fact]
    public void Plan_WithoutPoints_IsNone() => Assert.Null(FailpointPlan.Read("Testing", " "));

    [Fact]
    public void Hit_OfAPlannedPoint_ActsAtItsHitAlone()
    {
        var plan = FailpointPlan.Read("Testing", "a:kill@3, b:throw")!;

        Assert.Equal(
            [FailpointAction.None, FailpointAction.None, FailpointAction.Kill, FailpointAction.None],
            Enumerable.Range(0, 4).Select(_ => plan.Hit("a")));
        Assert.Equal([FailpointAction.Throw, FailpointAction.None], Enumerable.Range(0, 2).Select(_ => plan.Hit("b")));
        Assert.Equal(FailpointAction.None, plan.Hit("c"));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a:kill@1@2")]
    [InlineData("a:kill@soon")]
    public void Plan_Misspelt_IsRefused(string text) => Assert.Throws<FormatException>(() => FailpointPlan.Read("Testing", text));

    [Fact]
    public void Plan_UnknownAction_IsRefused() => Assert.Throws<ArgumentException>(() => FailpointPlan.Read("Testing", "a:explode"));
}
