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
