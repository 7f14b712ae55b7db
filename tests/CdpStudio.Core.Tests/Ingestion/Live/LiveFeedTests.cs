using System.Text;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Live;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;

namespace CdpStudio.Core.Tests.Ingestion.Live;

/// <summary>What somebody sees who looks while the processor decides.</summary>
public sealed class LiveFeedTests
{
    private static readonly SourceId s_source = new(IngestionRig.Source);

    [Fact]
    public async Task Watch_EveryOutcome_IsShownAsItWasSentWithItsReason()
    {
        await using var rig = await IngestionRig.StartAsync();
        using var watch = rig.Live.Watch(s_source)!;

        await rig.TakeAsync(CallType.Track, """{"messageId":"m1","userId":"u1","event":"Paid"}""");
        await rig.TakeBatchAsync(
            """{"messageId":"m1","type":"track","userId":"u1","event":"Paid"}""",
            """{"messageId":"m1","type":"track","userId":"u1","event":"Left"}""",
            """{"messageId":"m2","type":"track","userId":"u1","event":"Paid","timestamp":"soon"}""");
        await rig.ProcessAsync();

        var (messages, missed) = watch.Take();
        Assert.Equal([LiveOutcome.Stored, LiveOutcome.Duplicate, LiveOutcome.Quarantined, LiveOutcome.Quarantined], messages.Select(m => m.Outcome));
        Assert.Equal(["Track", null, null, null], messages.Select(m => m.Call?.ToString()));
        Assert.Equal("""{"messageId":"m1","userId":"u1","event":"Paid"}""", Encoding.UTF8.GetString(messages[0].Raw));
        Assert.Equal([null, null, "messageId", "timestamp"], messages.Select(m => m.Field));
        Assert.Equal("'timestamp' is not an ISO 8601 time.", messages[3].Words);
        Assert.All(messages, m => Assert.Equal(rig.Clock.Now, m.At));
        Assert.Equal(0, missed);
        Assert.Empty(watch.Take().Messages);
    }

    [Fact]
    public async Task Watch_StoredThoughOdd_SaysWhatIsWrongWithIt()
    {
        await using var rig = await IngestionRig.StartAsync();
        using var watch = rig.Live.Watch(s_source)!;

        await rig.TakeBatchAsync(
            """{"messageId":"m1","type":"track","userId":"u1","event":"Paid","properties":{"a":1,"a":2}}""",
            """{"messageId":"m2","type":"track","userId":"u1","event":"Paid","timestamp":"2031-01-02T03:04:05Z"}""",
            """{"messageId":"m2","type":"track","userId":"u1","event":"Paid","timestamp":"2031-01-02T03:04:05Z"}""",
            """{"messageId":"m3","type":"track","userId":"u1","event":"Paid"}""");
        await rig.ProcessAsync();

        var messages = watch.Take().Messages;
        Assert.Equal([LiveOutcome.Stored, LiveOutcome.Stored, LiveOutcome.Duplicate, LiveOutcome.Stored], messages.Select(m => m.Outcome));
        Assert.Equal(["'properties.a' is there twice; the last one counts."], messages[0].Marks);
        Assert.Equal(["'timestamp' is more than a day after the message came: 2031-01-02T03:04:05Z."], messages[1].Marks);
        Assert.Equal(["properties.a", "timestamp", null, null], messages.Select(m => m.Field));
        Assert.All(messages.Skip(2), m => Assert.Empty(m.Marks));
        Assert.All(messages, m => Assert.Null(m.Words));
    }

    [Fact]
    public async Task Watch_OfAnotherSourceOrClosed_SeesNothing()
    {
        await using var rig = await IngestionRig.StartAsync();
        using var other = rig.Live.Watch(new SourceId(IngestionRig.Source + 1))!;
        var closed = rig.Live.Watch(s_source)!;
        closed.Dispose();

        await rig.TakeAsync(CallType.Track, """{"userId":"u1","event":"Paid"}""");
        await rig.ProcessAsync();

        Assert.False(rig.Live.IsWatched(IngestionRig.Source));
        Assert.Empty(other.Take().Messages);
        Assert.Empty(closed.Take().Messages);
    }

    [Fact]
    public async Task Watch_DecisionThatDidNotCommit_IsNotShown()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.TakeAsync(CallType.Track, """{"userId":"u1","event":"Paid"}""");
        using var watch = rig.Live.Watch(s_source)!;

        rig.FailCommits = true;
        await Assert.ThrowsAsync<DatabaseUnavailableException>(rig.ProcessAsync);
        Assert.Empty(watch.Take().Messages);

        rig.FailCommits = false;
        await rig.CrashAsync();
        await rig.ProcessAsync();
        Assert.Equal(LiveOutcome.Stored, Assert.Single(watch.Take().Messages).Outcome);
    }

    [Fact]
    public async Task Watch_RowsOfAFile_DoNotArriveHere()
    {
        await using var rig = await IngestionRig.StartAsync();
        using var watch = rig.Live.Watch(s_source)!;

        await rig.PutAsync(3, new Message("k", [new Identifier(IdentifierNamespace.UserId, "u1")], rig.Now, new MessageEvent("Paid", "{}"), null, null, null, null));
        await rig.ProcessAsync();

        Assert.Empty(watch.Take().Messages);
    }

    [Fact]
    public void Watch_ByTooMany_IsNotGiven()
    {
        var feed = new LiveFeed();
        var watches = Enumerable.Range(0, LiveFeed.MaxWatches).Select(_ => feed.Watch(s_source)!).ToList();
        Assert.Null(feed.Watch(s_source));

        watches[0].Dispose();

        Assert.NotNull(feed.Watch(s_source));
    }
}
