using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Ingestion.Plan;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Core.Tests.Catalogue;

/// <summary>Two nodes over one database.</summary>
public sealed class CurrentCatalogueTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TimersNow _clock = new();
    private readonly CurrentCatalogue _here;
    private readonly CurrentCatalogue _there;

    public CurrentCatalogueTests()
    {
        _here = New();
        _there = New();
    }

    public void Dispose()
    {
        _here.Dispose();
        _there.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task Content_DeclaredOnAnotherNode_IsThereWithinSecondsAndInThePlan()
    {
        using var plan = new CurrentPlan(_there, new CurrentWorkspace());
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _there.StartAsync(default);
        _there.Changed += () => heard.TrySetResult();

        await DeclareAsync(DataType.Number);
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(DataType.Number, _there.Content.Attribute("shoe_size")?.Type);
        Assert.True(plan.Plan.Attributes.ContainsKey("SHOE_SIZE"));
        Assert.Equal(TimeSpan.FromSeconds(5), _clock.Asked);
        await _there.StopAsync(default);
    }

    [Fact]
    public async Task Load_WithNothingNew_CallsNobody()
    {
        await _there.LoadAsync(default);
        var changes = 0;
        _there.Changed += () => changes++;

        await _there.LoadAsync(default);
        Assert.Equal(0, changes);

        await DeclareAsync(DataType.Number);
        await DeclareAsync(DataType.Number);
        await _there.LoadAsync(default);
        await DeclareAsync(DataType.Text);
        await _there.LoadAsync(default);
        Assert.Equal(2, changes);
        Assert.Equal(DataType.Text, _there.Content.Attribute("shoe_size")?.Type);
    }

    [Fact]
    public async Task WinningRule_DeclaredOnAnotherNode_IsSeenWithTheRanking()
    {
        await _there.LoadAsync(default);
        var declare = new DeclareAttributeHandler(_database.Queue, _here, [], NullLogger<DeclareAttributeHandler>.Instance);
        var ranked = new WinningRule(WinsBy.SourceRanking, [new SourceId(3), new SourceId(1)]);

        await declare.HandleAsync(new DeclareAttribute("city", DataType.Text, null, false) { Winning = ranked }, default);
        await _there.LoadAsync(default);

        var seen = _there.Content.Attribute("City")!.WinningRule;
        Assert.Equal((WinsBy.SourceRanking, "3 1"), (seen.By, string.Join(' ', seen.Ranking)));
        Assert.Equal(
            new DeclareResult.BadWinningRule("Only an attribute that is declared as a number can be a sum."),
            await declare.HandleAsync(new DeclareAttribute("city", DataType.Text, null, false) { Winning = new WinningRule(WinsBy.Sum, []) }, default));
        Assert.Equal(
            new DeclareResult.BadRanking("A ranking names each source once."),
            await declare.HandleAsync(new DeclareAttribute("city", DataType.Text, null, false) { Winning = new WinningRule(WinsBy.SourceRanking, [new SourceId(3), new SourceId(3)]) }, default));
        Assert.Equal(WinsBy.SourceRanking, _here.Content.Attribute("city")!.Wins);

        await declare.HandleAsync(new DeclareAttribute("city", DataType.Text, null, false), default);
        Assert.Equal((WinsBy.Newest, 0), (_here.Content.Attribute("city")!.Wins, _here.Content.Attribute("city")!.WinningRule.Ranking.Count));
    }

    private async Task DeclareAsync(DataType type)
    {
        var declare = new DeclareAttributeHandler(_database.Queue, _here, [], NullLogger<DeclareAttributeHandler>.Instance);
        Assert.IsType<DeclareResult.Declared>(await declare.HandleAsync(new DeclareAttribute("shoe_size", type, null, false), default));
    }

    private CurrentCatalogue New() => new(_database, _clock, NullLogger<CurrentCatalogue>.Instance);

    /// <summary>What somebody wants to be woken for comes at once.</summary>
    private sealed class TimersNow : TimeProvider
    {
        public TimeSpan Asked { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Asked = dueTime;
            return base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));
        }
    }
}
