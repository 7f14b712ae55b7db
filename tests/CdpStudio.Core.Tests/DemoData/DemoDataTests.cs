using CdpStudio.Core.Audience;
using CdpStudio.Core.DemoData;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Sources;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.DemoData;

public sealed class DemoDataTests : IDisposable
{
    private readonly TestDatabase _database = new();

    [Fact]
    public async Task Load_EmptyWorkspace_HasExactlyItsPeopleEventsSegmentsAndSource()
    {
        await using var host = await DemoHost.StartAsync(_database);

        await host.LoadAsync();

        var everyone = await host.Engine.CountAsync(new AudienceQuery(new Rule.Everyone()), default);
        Assert.Equal(DemoHost.People, everyone.Total);
        Assert.Equal(DemoHost.Events, host.Get<IAudienceVocabulary>().Events().Sum(e => e.Events));
        var segments = await host.Get<SegmentList>().FindAsync(null, null, 10, default);
        Assert.Equal(["lapsing-regulars-with-a-basket", "newsletter-readers-in-vietnam", "regulars"], segments.Select(s => s.Key.Value));
        Assert.All(segments, s => Assert.True(CountOf(host, s) > 0, $"Nobody is in {s.Key}."));
        var source = Assert.Single(await host.Get<SourceList>().AllAsync(default), s => s.Source.Kind == SourceKind.Demo);
        Assert.Equal(DemoHost.Events + DemoHost.People, source.Counts.Stored);
        Assert.Equal((0, 0), (source.Counts.Quarantined, source.Counts.Duplicate));
    }

    [Fact]
    public async Task Load_EmptyWorkspace_HasAJourneyWithPeopleThroughItAndInsideAndMailInTheTrapAlone()
    {
        await using var host = await DemoHost.StartAsync(_database);

        await host.LoadAsync();

        await host.UntilAsync(async () =>
        {
            await using var db = host.Db();
            return await db.JourneyRuns.AnyAsync(r => r.State == JourneyRunState.Active && r.Step == "three-days")
                && await db.JourneyRuns.AnyAsync(r => r.State == JourneyRunState.Completed)
                && await db.TrappedMails.AnyAsync();
        });
        await using var trap = host.Db();
        Assert.All(await trap.TrappedMails.ToListAsync(), mail => Assert.EndsWith(".demo.example", mail.To, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Remove_JourneyThatSomebodyDrewOn_StaysWithItsSegmentAndIsNamedBefore()
    {
        await using var host = await DemoHost.StartAsync(_database);
        await host.LoadAsync();
        await _database.Queue.WriteAsync(
            Core.Persistence.WritePriority.Interactive,
            (db, token) => db.Journeys.ExecuteUpdateAsync(s => s.SetProperty(j => j.DraftVersion, 2), token),
            default);

        var kept = await host.Get<DemoPreview>().KeptAsync(default);
        await host.RemoveAsync();

        Assert.Equal(
            [(KeptKind.Segment, "Lapsing regulars with a basket", "Win back a full basket"), (KeptKind.Journey, "Win back a full basket", "")],
            kept.Select(k => (k.Kind, k.Name, string.Join(", ", k.Users))));
        await using var db = host.Db();
        Assert.Equal("win-back-a-full-basket", Assert.Single(db.Journeys).Key);
        Assert.Equal("lapsing-regulars-with-a-basket", Assert.Single(db.Segments.AsEnumerable()).Key.Value);
    }

    [Fact]
    public async Task Load_Twice_IsRefused()
    {
        await using var host = await DemoHost.StartAsync(_database);
        await host.LoadAsync();

        var again = await host.Get<LoadDemoHandler>().HandleAsync(new LoadDemo(null), default);

        Assert.Equal(DemoState.Loaded, Assert.IsType<LoadDemoResult.ThereAlready>(again).State);
    }

    [Fact]
    public async Task Remove_NothingElseCame_LeavesAWorkspaceThatNeverHadIt()
    {
        await using var host = await DemoHost.StartAsync(_database);
        var before = await host.DescribeAsync();
        await host.LoadAsync();
        Assert.NotEqual(before, await host.DescribeAsync());

        await host.RemoveAsync();

        await host.UntilDescribedAsync(before);
        Assert.IsType<RemoveDemoResult.NothingToDo>(await host.Get<RemoveDemoHandler>().HandleAsync(new RemoveDemo(null), default));
    }

    [Fact]
    public async Task Remove_RealPeopleCameMeanwhile_LeavesThemAsIfTheDemoHadNotBeen()
    {
        string expected;
        using (var other = new TestDatabase())
        {
            await using var without = await DemoHost.StartAsync(other);
            await SendRealAsync(without, () => Task.CompletedTask, () => Task.CompletedTask);
            expected = await without.DescribePeopleAsync();
        }

        await using (var host = await DemoHost.StartAsync(_database))
        {
            await SendRealAsync(host, host.LoadAsync, host.RemoveAsync);
            Assert.Equal(expected, await host.DescribePeopleAsync());
        }

        await using var restarted = await DemoHost.StartAsync(_database);
        await restarted.Get<AudienceReadiness>().Ready;
        Assert.Equal(expected, await restarted.DescribePeopleAsync());
    }

    [Fact]
    public async Task Remove_WhileItIsBeingLoaded_StopsTheLoadAndLeavesNothing()
    {
        await using var host = await DemoHost.StartAsync(_database);
        var before = await host.DescribeAsync();
        await host.Get<LoadDemoHandler>().HandleAsync(new LoadDemo(null), default);

        await host.RemoveAsync();

        await host.UntilDescribedAsync(before);
    }

    [Fact]
    public async Task Remove_AfterOneThatWasGivenUp_IsStartedAnew()
    {
        await using var host = await DemoHost.StartAsync(_database);
        await host.LoadAsync();
        // As it stands when somebody cancelled the job of the removal.
        await _database.Queue.WriteAsync(
            Core.Persistence.WritePriority.Interactive,
            (db, token) => db.DemoLoads.ExecuteUpdateAsync(s => s.SetProperty(l => l.State, DemoState.Removing), token),
            default);

        await host.RemoveAsync();

        Assert.Equal(0, (await host.Engine.CountAsync(new AudienceQuery(new Rule.Everyone()), default)).Total);
    }

    [Fact]
    public async Task Retry_OfALoadThatWasRemovedSince_IsRefusedInWords()
    {
        await using var host = await DemoHost.StartAsync(_database);
        var first = Assert.IsType<LoadDemoResult.Started>(await host.Get<LoadDemoHandler>().HandleAsync(new LoadDemo(null), default));
        await host.RemoveAsync();
        await host.LoadAsync();
        // As it stands when it was stopped half way; another demo has come since.
        await _database.Queue.WriteAsync(
            Core.Persistence.WritePriority.Interactive,
            (db, token) => db.JobRuns.Where(r => r.Id == first.Run).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, JobState.Cancelled), token),
            default);

        Assert.True(await host.Get<RetryJobHandler>().HandleAsync(first.Run, default));

        await host.UntilAsync(async () => (await host.Get<JobList>().FindAsync(first.Run, default))!.State == JobState.Failed);
        Assert.Contains("removed", (await host.Get<JobList>().FindAsync(first.Run, default))!.Error!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_AfterARemoval_IsWholeAgain()
    {
        await using var host = await DemoHost.StartAsync(_database);
        await host.LoadAsync();
        await host.RemoveAsync();

        await host.LoadAsync();

        Assert.Equal(DemoHost.People, (await host.Engine.CountAsync(new AudienceQuery(new Rule.Everyone()), default)).Total);
        Assert.Equal(DemoHost.Events, host.Get<IAudienceVocabulary>().Events().Sum(e => e.Events));
    }

    [Fact]
    public async Task Remove_SegmentThatSomebodyBuiltOn_StaysWithItsUserAndIsNamedBefore()
    {
        await using var host = await DemoHost.StartAsync(_database);
        await host.LoadAsync();
        var own = await host.Get<SaveSegmentHandler>().HandleAsync(
            new SaveSegment(null, "My best", """{"segment":"regulars"}""", "ann", new SaveOver.Nothing()), default);
        Assert.IsType<SaveSegmentResult.Saved>(own);

        var kept = Assert.Single(await host.Get<DemoPreview>().KeptAsync(default));
        await host.RemoveAsync();

        Assert.Equal(("Regulars", "My best"), (kept.Name, Assert.Single(kept.Users)));
        Assert.Equal(["my-best", "regulars"], (await host.Get<SegmentList>().FindAsync(null, null, 10, default)).Select(s => s.Key.Value));
    }

    [Fact]
    public async Task Start_DemoAskedForInAnEmptyWorkspace_LoadsItOnce()
    {
        await using (var host = await DemoHost.StartAsync(_database, demo: true))
        {
            await host.UntilAsync(DemoState.Loaded);
        }

        await using var again = await DemoHost.StartAsync(_database, demo: true);
        await again.Get<AudienceReadiness>().Ready;
        Assert.Equal(DemoHost.People, (await again.Engine.CountAsync(new AudienceQuery(new Rule.Everyone()), default)).Total);
    }

    [Fact]
    public async Task Start_DemoAskedForAmongRealPeople_LeavesThemAlone()
    {
        await using (var host = await DemoHost.StartAsync(_database)) await host.SendAsync(host.Bought("ann", "ann@real.org"));

        await using var again = await DemoHost.StartAsync(_database, demo: true);

        await again.DemoDecided;
        Assert.Null(again.Get<CurrentDemo>().State);
        await using var db = again.Db();
        Assert.False(await db.JobRuns.AnyAsync(r => r.Kind == "demo-load"));
    }

    // Before, while it is in and after, also about somebody of the demo's.
    private static async Task SendRealAsync(DemoHost host, Func<Task> load, Func<Task> remove)
    {
        await host.SendAsync(host.Bought("ann", "ann@real.org"), host.Bought("bob", "bob@real.org"));
        await load();
        await host.SendAsync(host.Bought("cem", "cem@real.org"), host.Bought("demo-00003", "ann2@real.org"));
        await host.SendAsync(host.Bought("ann", "ann@real.org"), host.Bought("demo-00003", "ann2@real.org"));
        await remove();
        await host.SendAsync(host.Bought("demo-00005", "dan@real.org"), host.Bought("bob", "bob@real.org"));
    }

    private static long CountOf(DemoHost host, SegmentRow segment) =>
        host.Engine.CountAsync(new AudienceQuery(SavedRule.Read(segment.Rule)!), default).GetAwaiter().GetResult().Count;

    public void Dispose() => _database.Dispose();
}
