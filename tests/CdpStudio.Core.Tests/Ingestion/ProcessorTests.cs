using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Ingestion.Processing;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Ingestion;

public sealed class ProcessorTests
{
    [Fact]
    public async Task Process_SameMessageFiveTimes_IsOneEventAndFourDuplicates()
    {
        await using var rig = await IngestionRig.StartAsync();
        for (var i = 0; i < 5; i++) await rig.TakeBatchAsync(Track("m1", "Paid", """{"a":1,"b":2}"""), Track("m2", "Paid"));

        await rig.ProcessAsync();

        Assert.Equal(2, (await rig.FactsAsync()).OfType<Fact.Event>().Count());
        var counts = await rig.CountsAsync();
        Assert.Equal((10, 2, 8, 0), (counts.Accepted, counts.Stored, counts.Duplicate, counts.Quarantined));
    }

    /// <summary>As when the disk of the files beside the database is full.</summary>
    [Fact]
    public async Task Process_WhatCommittedCanNotBeKept_BlamesNoRowAndTheNextSessionKnowsIt()
    {
        await using var rig = await IngestionRig.StartAsync();
        var inTheWay = Path.Combine(rig.Database.Folder, "seen");
        await File.WriteAllTextAsync(inTheWay, "");
        string[] people = [.. Enumerable.Range(0, 1_500).Select(i => Track($"a{i}", "Paid").Replace("\"u1\"", $"\"u{i}\"", StringComparison.Ordinal))];
        foreach (var some in people.Chunk(500)) await rig.TakeBatchAsync(some);

        await Assert.ThrowsAsync<SessionInDoubtException>(rig.ProcessAsync);
        await rig.CrashAsync();
        File.Delete(inTheWay);
        foreach (var some in people.Chunk(500)) await rig.TakeBatchAsync(some);
        await rig.ProcessAsync();

        var counts = await rig.CountsAsync();
        Assert.Equal((3_000, 1_500, 1_500, 0), (counts.Accepted, counts.Stored, counts.Duplicate, counts.Quarantined));
        Assert.Equal(1_500, (await rig.FactsAsync()).OfType<Fact.Event>().DistinctBy(e => e.Profile).Count());
    }

    [Fact]
    public async Task Process_SameContentWrittenOtherwise_IsADuplicate()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.TakeAsync(CallType.Track, """{"messageId":"m1","userId":"u1","event":"Paid","properties":{"a":1,"b":"\u00e9"},"sentAt":"2026-03-01T12:00:00Z"}""");
        await rig.TakeAsync(CallType.Track, """{ "properties": {"b":"é", "a":1}, "context":{"ip":"::1"}, "event":"Paid","userId":"u1","messageId":"m1" }""");

        await rig.ProcessAsync();

        Assert.Equal(1, (await rig.CountsAsync()).Duplicate);
        Assert.Empty(await rig.QuarantinedAsync());
    }

    [Fact]
    public async Task Process_SameContentWithNullsWhereNothingStood_IsADuplicate()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.TakeBatchAsync(
            """{"type":"identify","messageId":"m1","userId":"u1"}""",
            """{"type":"identify","messageId":"m1","userId":"u1","anonymousId":null,"traits":null,"timestamp":null,"originalTimestamp":null}""");

        await rig.ProcessAsync();

        Assert.Equal(1, (await rig.CountsAsync()).Duplicate);
        Assert.Empty(await rig.QuarantinedAsync());
    }

    [Theory]
    [InlineData("""{"type":"track","messageId":"m1","userId":"u1","event":"Paid","properties":{"a":2}}""")]
    [InlineData("""{"type":"track","messageId":"m1","userId":"u2","event":"Paid","properties":{"a":1}}""")]
    [InlineData("""{"type":"track","messageId":"m1","userId":"u1","event":"paid","properties":{"a":1}}""")]
    [InlineData("""{"type":"track","messageId":"m1","userId":"u1","event":"Paid","properties":{"a":1},"timestamp":"2026-01-01"}""")]
    [InlineData("""{"type":"page","messageId":"m1","userId":"u1","event":"Paid","properties":{"a":1}}""")]
    public async Task Process_OtherContentUnderTheSameId_IsQuarantinedAndTheFirstCounts(string other)
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.TakeBatchAsync(Track("m1", "Paid", """{"a":1}"""), other);

        await rig.ProcessAsync();

        Assert.Equal("""{"a":1}""", Assert.Single((await rig.FactsAsync()).OfType<Fact.Event>()).Properties);
        var quarantined = Assert.Single(await rig.QuarantinedAsync());
        Assert.Equal(RefusalReason.IdConflict, quarantined.Reason);
        Assert.Equal(other, System.Text.Encoding.UTF8.GetString(quarantined.Payload));
    }

    [Fact]
    public async Task Process_SameIdFromTwoSources_AreTwoMessages()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.PostAsync(CallType.Track, Track("m1", "Paid"), source: 7);
        await rig.PostAsync(CallType.Track, Track("m1", "Paid"), source: 8);

        await rig.ProcessAsync();

        Assert.Equal(2, (await rig.FactsAsync()).OfType<Fact.Event>().Count());
    }

    [Fact]
    public async Task Process_AfterACrash_RemembersWhatWasSeenAndWhoIsWho()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.TakeAsync(CallType.Track, Track("m1", "Paid"));
        await rig.ProcessAsync();
        await rig.CrashAsync();
        await rig.TakeBatchAsync(Track("m1", "Paid"), Track("m2", "Paid"));

        await rig.ProcessAsync();

        Assert.Equal(1, (await rig.CountsAsync()).Duplicate);
        Assert.Equal(1, (await rig.ProfilesAsync()).Count);
    }

    [Fact]
    public async Task Process_IdFromBeforeTheWindow_IsTakenAgain()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.TakeAsync(CallType.Track, Track("m1", "Paid"));
        await rig.ProcessAsync();

        rig.Clock.Now += TimeSpan.FromHours(23.9);
        await rig.TakeAsync(CallType.Track, Track("m1", "Paid"));
        await rig.ProcessAsync();
        Assert.Equal(1, (await rig.CountsAsync()).Duplicate);

        rig.Clock.Now += TimeSpan.FromHours(1.2);
        await rig.ForgetAsync();
        await rig.TakeAsync(CallType.Track, Track("m1", "Paid"));
        await rig.ProcessAsync();
        Assert.Equal(2, (await rig.CountsAsync()).Stored);
    }

    [Fact]
    public async Task Process_GoodAndBadInOneBatch_TakesTheGoodAndCountsAll()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.TakeBatchAsync(Track("m1", "Paid"), "5", """{"type":"track","event":"x"}""", """{"userId":"u","type":"nonsense"}""", Track("m2", "Paid"));

        await rig.ProcessAsync();

        var counts = await rig.CountsAsync();
        Assert.Equal((5, 2, 0, 3), (counts.Accepted, counts.Stored, counts.Duplicate, counts.Quarantined));
        Assert.Equal(
            [RefusalReason.NotAnObject, RefusalReason.NoIdentifier, RefusalReason.UnknownType],
            (await rig.QuarantinedAsync()).Select(q => q.Reason));
        Assert.Equal(0, await rig.WaitingAsync());
    }

    [Fact]
    public async Task Process_RowsOfAFile_AreCountedForTheirRun()
    {
        await using var rig = await IngestionRig.StartAsync();
        var row = new Message("k1", [new Identifier("user_id", "u1")], 5, new MessageEvent("Line", "{}"), null, null, null, null);
        await rig.PutAsync(3, row, row, row with { Key = "k2", Traits = """{"a":1}""" });

        await rig.ProcessAsync();

        await using var db = rig.Database.CreateDbContext();
        var tally = Assert.Single(db.RunTallies);
        var facts = await rig.FactsAsync();
        Assert.Equal((2, 1, 0), (tally.Stored, tally.Duplicate, tally.Quarantined));
        Assert.Equal((1, facts.Count), (tally.FirstFact, tally.LastFact));
    }

    [Fact]
    public async Task Process_EveryMessage_LeavesAtLeastOneFactThatNamesItsIdentifier()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.TakeAsync(CallType.Identify, """{"userId":"u1","traits":{"plan":"pro"}}""");
        await rig.TakeAsync(CallType.Identify, """{"userId":"u1"}""");
        await rig.TakeAsync(CallType.Identify, """{"userId":"u1","anonymousId":"a1"}""");
        await rig.TakeAsync(CallType.Identify, """{"userId":"u1","anonymousId":"a1"}""");

        await rig.ProcessAsync();

        var facts = await rig.FactsAsync();
        Assert.Equal(["Edge", "Assertion", "Edge", "Edge", "Edge"], facts.Select(f => f.GetType().Name));
        Assert.Equal(Enumerable.Range(1, facts.Count).Select(n => (long)n), facts.Select(f => f.Number));
        Assert.Equal(["anonymous_id:a1", "user_id:u1"], (await rig.ProfilesAsync()).Identifiers(new ProfileId(1)));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("undefined")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task Process_PlaceholderAsAnonymousId_JoinsNobody(string placeholder)
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.TakeAsync(CallType.Identify, $$"""{"userId":"u1","anonymousId":"{{placeholder}}"}""");
        await rig.TakeAsync(CallType.Track, $$"""{"anonymousId":"{{placeholder}}","event":"x"}""");

        await rig.ProcessAsync();

        Assert.Equal(2, (await rig.ProfilesAsync()).Count);
    }

    [Fact]
    public async Task Inbox_PastItsBound_TakesNothing()
    {
        await using var rig = await IngestionRig.StartAsync(new IngestionOptions { InboxLimit = 3 });
        await rig.TakeBatchAsync(Track("m1", "a"), Track("m2", "a"));

        var body = System.Text.Encoding.UTF8.GetBytes(Track("m3", "a"));
        var row = new InboxRow { Kind = InboxKind.Tracking, Source = 7, ReceivedAt = 0, Messages = 2, Payload = body };

        Assert.False(await rig.Inbox.AddAsync([row], CancellationToken.None));
        Assert.Equal(2, await rig.WaitingAsync());
    }

    [Fact]
    public async Task Process_CommitThatNeverCame_LeavesNothingAndCompletesLater()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.TakeBatchAsync(Track("m1", "Paid"), Track("m2", "Paid"));
        rig.FailCommits = true;
        await Assert.ThrowsAsync<Core.Persistence.DatabaseUnavailableException>(rig.ProcessAsync);
        Assert.Empty(await rig.FactsAsync());
        Assert.Equal(0, (await rig.CountsAsync()).Stored);
        rig.FailCommits = false;
        await rig.CrashAsync();

        await rig.ProcessAsync();

        Assert.Equal(2, (await rig.CountsAsync()).Stored);
        Assert.Equal(2, (await rig.FactsAsync()).OfType<Fact.Event>().Count());
    }

    [Fact]
    public async Task Run_ReadThatBreaksOff_BeginsAgainAndLosesNothing()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.TakeBatchAsync(Track("m1", "Paid"), Track("m2", "Paid"));

        await rig.RunAsync(breakFirstRead: true);

        Assert.Equal(2, (await rig.CountsAsync()).Stored);
    }

    [Fact]
    public async Task Process_BatchContextOfAllItsLevels_IsInEachMessage()
    {
        await using var rig = await IngestionRig.StartAsync();
        var context = string.Concat(Enumerable.Repeat("{\"a\":", 63)) + "1" + new string('}', 63);
        Assert.Null(await rig.PostAsync(null, $$"""{"context":{{context}},"batch":[{{Track("m1", "a")}},{"type":"track","userId":"u","event":"x","context":{"b":2} }]}"""));

        await rig.ProcessAsync();

        Assert.Empty(await rig.QuarantinedAsync());
        Assert.Equal([context, "{\"b\":2," + context[1..]], (await rig.FactsAsync()).OfType<Fact.Event>().Select(e => e.Context));
    }

    private static string Track(string id, string name, string properties = "{}") =>
        $$"""{"type":"track","messageId":"{{id}}","userId":"u1","event":"{{name}}","properties":{{properties}}}""";
}
