using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Tests.Campaigns;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Journeys.Runtime;

/// <summary>How people come into journeys and walk them, the same on every database.</summary>
public abstract class JourneysContract : IAsyncLifetime
{
    private const string Mail = """{"id":"m","kind":"email","content":{"version":1,"subject":"Hello","text":"You"}}""";
    private const string Mail2 = """{"id":"n","kind":"email","content":{"version":1,"subject":"Still there","text":"You"}}""";
    private const string Free = """{"id":"b","kind":"branch","rule":{"attribute":"plan","op":"eq","value":"free"}}""";

    private readonly ManualClock _clock = new();
    private OwnDatabase? _own;
    private DatabaseUnderTest? _database;
    private ToldFacts? _facts;
    private JourneysNode? _node;

    private DatabaseUnderTest Database => _database!;

    private ToldFacts Facts => _facts!;

    private JourneysNode Node => _node!;

    private protected abstract Task<OwnDatabase> NewDatabaseAsync();

    public async Task InitializeAsync()
    {
        _own = await NewDatabaseAsync();
        _database = new DatabaseUnderTest(_own.Provider);
        _facts = new ToldFacts(Database.Contexts, Database.Queue, _clock);
        _node = new JourneysNode(Database.Contexts, Database.Queue, Facts, _clock);
        // An attribute and an event that everybody knows.
        await Facts.HasAsync("zoe", "plan", "\"pro\"");
        await Facts.HappensAsync("zoe", "Bought", """{"total":1}""");
    }

    public async Task DisposeAsync() => await _own!.DisposeAsync();

    [DatabaseFact]
    public async Task Journey_FromAnEventToItsEnd_PassesEachStepOnce()
    {
        var journey = await Node.PublishedAsync(Line("2d"));
        await Facts.HappensAsync("ann", "Bought");
        await Node.LiveAsync();

        Assert.Equal(("w", 2, JourneyRunState.Active), await StandsAsync("ann"));
        Assert.Empty(await SendsAsync());

        Pass(days: 2);
        await Node.LiveAsync();
        await Node.LiveAsync();

        Assert.Equal(("end", 4, JourneyRunState.Completed), await StandsAsync("ann"));
        var send = Assert.Single(await SendsAsync());
        Assert.Equal((SendOwner.JourneyStep, 3, SendState.Planned, "ann@x.example"), (send.Owner, send.Visit, send.State, send.Address));
        Assert.Equal("Hello", (await Node.Sends.ContentAsync(send, default))!.Subject);

        var counts = (await Node.Numbers.OfAsync(journey.Id, null, default))!;
        Assert.Equal(new WalkCounts(1, 0, 1, 0), counts.Walks);
        Assert.Equal(["end 1 0 end:1", "m 1 0 next:1 mails 1/0/0/0/0", "start 1 0 next:1", "w 1 0 next:1"], counts.Steps.Select(Words));
    }

    [DatabaseFact]
    public async Task Journey_WithABranch_KeepsWhatItWasDecidedBy()
    {
        await Facts.HasAsync("ann", "plan", "\"free\"");
        await Node.PublishedAsync(Definition("start>b,b:yes>m,b:no>end,m>end", Free, Mail));
        await Facts.HappensAsync("ann", "Bought");
        await Facts.HappensAsync("ben", "Bought");
        await Node.LiveAsync();

        var ann = Assert.Single(await Node.Path.OfAsync(Facts.NumberOf("ann"), null, default));
        Assert.Equal(["start", "b", "m", "end"], ann.Visits.Select(v => v.Step.Id));
        Assert.Equal((true, "\"free\""), (ann.Visits[1].Decision!.Explanation.Holds, ann.Visits[1].Decision!.Explanation.Value));
        Assert.Equal(SendState.Planned, ann.Visits[2].Mail!.State);

        var ben = Assert.Single(await Node.Path.OfAsync(Facts.NumberOf("ben"), null, default));
        Assert.Equal(["start", "b", "end"], ben.Visits.Select(v => v.Step.Id));
        Assert.False(ben.Visits[1].Decision!.Explanation.Holds);
    }

    [DatabaseFact]
    public async Task Entry_Once_CountsWhoeverThePersonIsKnownAs()
    {
        await Node.PublishedAsync(Line("2d"));
        await Facts.HappensAsync("ann", "Bought");
        await Facts.HappensAsync("ann-phone", "Bought", hasMail: false);
        await Node.LiveAsync();
        Assert.Equal(2, await RunsAsync());

        // One person from now on, and neither number lets her in again.
        await Facts.SeenTogetherAsync(ToldFacts.User("ann"), ToldFacts.User("ann-phone"));
        await Facts.HappensAsync("ann", "Bought");
        await Facts.HappensAsync("ann-phone", "Bought", hasMail: false);
        await Node.LiveAsync();

        Assert.Equal(2, await RunsAsync());
        Assert.Equal(2, (await Node.Path.OfAsync(Facts.NumberOf("ann-phone"), null, default)).Count);
    }

    [DatabaseFact]
    public async Task Entry_AfterExit_WaitsForTheEnd()
    {
        await Node.PublishedAsync(Line("2d", again: "afterExit"));
        await Facts.HappensAsync("ann", "Bought");
        await Facts.HappensAsync("ann", "Bought");
        await Node.LiveAsync();
        Assert.Equal(1, await RunsAsync());

        Pass(days: 2);
        await Node.LiveAsync();
        await Facts.HappensAsync("ann", "Bought");
        await Node.LiveAsync();

        Assert.Equal([1, 2], await Query(db => db.JourneyRuns.OrderBy(r => r.Entry).Select(r => r.Entry)));
    }

    [DatabaseFact]
    public async Task Entry_Always_LetsInOncePerEvent()
    {
        await Node.PublishedAsync(Line("2d", again: "always"));
        await Facts.HappensAsync("ann", "Bought");
        await Facts.HappensAsync("ann", "Bought");
        await Node.LiveAsync();

        // A process that starts looks at what it may have seen already.
        await Database.Queue.WriteAsync(
            Core.Persistence.WritePriority.Background,
            (db, token) => db.JourneyPositions.Where(p => p.Name == Positions.Facts).ExecuteUpdateAsync(set => set.SetProperty(p => p.Position, 0), token), default);
        await Restarted().LiveAsync();

        Assert.Equal(2, await RunsAsync());
    }

    [DatabaseFact]
    public async Task Entry_ByEventsThatDoNotCount_LetsNobodyIn()
    {
        await Facts.HappensAsync("before", "Bought", """{"total":99}""");
        await Node.PublishedAsync(EnteredBy("\"event\":\"bought\",\"where\":[{\"property\":\"total\",\"op\":\"gt\",\"value\":50}]"));
        await Facts.HappensAsync("cheap", "Bought", """{"total":50}""");
        await Facts.HappensAsync("other", "Looked", """{"total":99}""");
        await Facts.HappensAsync("tomorrow", "Bought", """{"total":99}""", TimeSpan.FromDays(-1));
        await Facts.HappensAsync("history", "Bought", """{"total":99}""", TimeSpan.FromDays(400));
        await Facts.HappensAsync("late", "BOUGHT", """{"total":99}""", TimeSpan.FromHours(71));
        await Facts.HappensAsync("too-late", "Bought", """{"total":99}""", TimeSpan.FromHours(73));
        await Facts.HappensAsync("skewed", "Bought", """{"total":99}""", TimeSpan.FromSeconds(-20));
        var first = Facts.Last + 1;
        await Facts.HappensAsync("undone", "Bought", """{"total":99}""");
        await Facts.UndoAsync(first, Facts.Last);
        await Node.LiveAsync();

        Assert.Equal(
            new[] { "late", "skewed" }.Select(Facts.NumberOf).Order(),
            await Query(db => db.JourneyRuns.OrderBy(r => r.Profile).Select(r => r.Profile)));
    }

    [DatabaseFact]
    public async Task Entry_ToAClosedJourney_LetsInAgainOnlyByWhatComesLater()
    {
        var journey = await Node.PublishedAsync(Line("2d"));
        await Facts.HappensAsync("ann", "Bought");
        await Node.LiveAsync();
        Assert.Equal(CloseJourneyResult.Closed, await Node.CloseAsync(journey.Id));
        await Facts.HappensAsync("ben", "Bought");
        await Node.LiveAsync();
        Assert.Equal(OpenJourneyResult.Open, await Node.OpenAsync(journey.Id));
        await Facts.HappensAsync("cem", "Bought");
        await Node.LiveAsync();

        Assert.Equal(new[] { "ann", "cem" }.Select(Facts.NumberOf), await Query(db => db.JourneyRuns.OrderBy(r => r.Id).Select(r => r.Profile)));
        // Who was inside when it was closed walks on.
        Pass(days: 2);
        await Node.LiveAsync();
        Assert.Equal(("end", 4, JourneyRunState.Completed), await StandsAsync("ann"));
    }

    [DatabaseFact]
    public async Task Entry_BySegment_LetsInWhoComesAndWhoIsThereIfAsked()
    {
        await Facts.HasAsync("ann", "plan", "\"free\"");
        await Facts.HasAsync("gone", "plan", "\"free\"");
        await Node.SaveSegmentAsync("free", """{"attribute":"plan","op":"eq","value":"free"}""");
        await Node.EvaluateSegmentsAsync();
        await Facts.HasAsync("gone", "plan", "\"pro\"");
        await Node.EvaluateSegmentsAsync();
        await Node.PublishedAsync(EnteredBy("\"segment\":\"Free\",\"present\":true"), "All");
        await Node.PublishedAsync(EnteredBy("\"segment\":\"free\",\"present\":false"), "New");
        await Node.LiveAsync();
        Assert.Equal(["ann in 1"], await EnteredAsync("ann", "gone", "ben"));

        await Facts.HasAsync("ben", "plan", "\"free\"");
        await Node.EvaluateSegmentsAsync();
        await Node.LiveAsync();
        await Restarted().LiveAsync();

        Assert.Equal(["ann in 1", "ben in 1", "ben in 2"], await EnteredAsync("ann", "gone", "ben"));
    }

    [DatabaseFact]
    public async Task Entry_BySegmentThatWasNotEvaluatedYet_TakesItsFirstMembersForPresent()
    {
        await Facts.HasAsync("ann", "plan", "\"free\"");
        await Node.SaveSegmentAsync("free", """{"attribute":"plan","op":"eq","value":"free"}""");
        await Node.PublishedAsync(EnteredBy("\"segment\":\"free\",\"present\":true"), "All");
        await Node.PublishedAsync(EnteredBy("\"segment\":\"free\",\"present\":false"), "New");
        await Node.LiveAsync();
        await Node.EvaluateSegmentsAsync();
        await Node.LiveAsync();

        Assert.Equal(["ann in 1"], await EnteredAsync("ann"));
    }

    [DatabaseFact]
    public async Task Publish_WhilePeopleWait_LeavesThemOnTheirVersion()
    {
        var journey = await Node.PublishedAsync(Line("2d"));
        for (var i = 0; i < 20; i++) await Facts.HappensAsync($"old-{i}", "Bought");
        await Node.LiveAsync();
        Assert.IsType<SaveDraftResult.Saved>(await Node.SaveAsync(journey.Id, new DraftChange.Edits(1, [new JourneyEdit.RemoveStep("m")])));
        Assert.Equal(new PublishJourneyResult.Published(2), await Node.PublishAsync(journey.Id, 2));
        await Facts.HappensAsync("new", "Bought");
        Pass(days: 2);
        await Node.LiveAsync();
        Pass(days: 2);
        await Node.LiveAsync();

        Assert.Equal(20, (await SendsAsync()).Count);
        var counts = (await Node.Numbers.OfAsync(journey.Id, 2, default))!;
        Assert.Equal(new WalkCounts(1, 0, 1, 0), counts.Walks);
        Assert.DoesNotContain(counts.Steps, s => s.Step == "m");
        var all = (await Node.Numbers.OfAsync(journey.Id, null, default))!;
        Assert.Equal("m 20 0 next:20 mails 20/0/0/0/0", Words(all.Steps[^1]));
    }

    [DatabaseFact]
    public async Task TwoNodes_AtOnce_LetInAndTakeOnEverybodyOnce()
    {
        await Node.PublishedAsync(Line("1h"));
        for (var i = 0; i < 150; i++) await Facts.HappensAsync($"p-{i}", "Bought");
        var nodes = new[] { Node, Restarted(), new JourneysNode(Database.Contexts, new DatabaseUnderTest(Database.Provider).Queue, Facts, _clock) };

        await Task.WhenAll(nodes.Select(n => Task.Run(() => PatientlyAsync(n))));
        _clock.Now += TimeSpan.FromHours(1);
        await Task.WhenAll(nodes.Select(n => Task.Run(() => PatientlyAsync(n))));

        Assert.Equal(150, await RunsAsync());
        await EverybodyWalkedOnceAsync();
        Assert.Equal(150, (await SendsAsync()).Count);
    }

    [DatabaseFact]
    public async Task ThirtyDays_WithDeathsAtAnyMoment_LoseNobodyAndRepeatNothing()
    {
        var dice = new Dice(RunSeed.Value);
        var dying = new FailingQueue(Database.Queue, dice, percent: 30);
        var days = 30;
        await Node.PublishedAsync(Definition(
            "start>w,w>b,b:yes>m,b:no>v,v>n,n>u,u>end,m>end", """{"id":"w","kind":"wait","for":"2d"}""", Free, Mail, """{"id":"v","kind":"wait","for":"1w"}""", Mail2,
            """{"id":"u","kind":"wait","for":"36h"}"""));
        for (var i = 0; i < 60; i++)
        {
            if (dice.Chance(50)) await Facts.HasAsync($"p-{i}", "plan", "\"free\"");
        }

        var node = new JourneysNode(Database.Contexts, dying, Facts, _clock);
        for (var day = 0; day < days; day++)
        {
            if (day < 10)
            {
                for (var i = 0; i < 6; i++) await Facts.HappensAsync($"p-{(day * 6) + i}", "Bought");
            }

            while (true)
            {
                try
                {
                    await node.LiveAsync();
                    break;
                }
                catch (ProcessDiedException)
                {
                    node = new JourneysNode(Database.Contexts, dying, Facts, _clock);
                }
            }

            _clock.Now += TimeSpan.FromHours(dice.Number(20, 29));
        }

        Assert.True(dying.Deaths > 5, FormattableString.Invariant($"It died {dying.Deaths} times only."));
        Assert.Equal(60, await RunsAsync());
        Assert.All(await Query(db => db.JourneyRuns.Select(r => r.State)), state => Assert.Equal(JourneyRunState.Completed, state));
        await EverybodyWalkedOnceAsync();
        await EverybodyIsReplayedAsync();
        Assert.Equal(60, (await SendsAsync()).Select(s => s.OwnerId).Distinct().Count());
        Assert.Equal(60, (await SendsAsync()).Count);
    }

    [DatabaseFact]
    public async Task People_BehindEachCount_AreAsManyAsItSays()
    {
        await Facts.HasAsync("p-1", "plan", "\"free\"");
        var journey = await Node.PublishedAsync(Definition("start>b,b:yes>m,b:no>w,m>end,w>end", Free, Mail, """{"id":"w","kind":"wait","for":"2d"}"""));
        for (var i = 0; i < 7; i++) await Facts.HappensAsync($"p-{i}", "Bought", hasMail: i != 1);
        await Node.LiveAsync();

        var counts = (await Node.Numbers.OfAsync(journey.Id, null, default))!;
        foreach (var step in counts.Steps)
        {
            Assert.Equal(step.Came, await CountAsync(new PeopleGroup.Came(step.Step)));
            Assert.Equal(step.Waiting, await CountAsync(new PeopleGroup.Waiting(step.Step)));
            Assert.Equal(step.Came, step.Waiting + step.Left.Sum(l => l.Count));
            foreach (var left in step.Left) Assert.Equal(left.Count, await CountAsync(new PeopleGroup.Left(step.Step, left.Outcome)));
        }

        Assert.Equal(counts.Walks.Inside, await CountAsync(new PeopleGroup.OfJourney(JourneyRunState.Active)));
        Assert.Equal((7, 6), (counts.Walks.Entered, counts.Walks.Inside));
        Assert.Equal(1, await CountAsync(new PeopleGroup.Mailed("m", MailGroup.Planned)));

        // In pages of two: everybody once.
        var seen = new List<JourneyPerson>();
        IReadOnlyList<JourneyPerson>? page;
        do
        {
            page = await Node.People.FindAsync(journey.Id, new PeopleGroup.Came("b"), null, seen.Count == 0 ? null : new PeopleCursor(seen[^1].Run, seen[^1].Visit), 2, default);
            seen.AddRange(page!);
        }
        while (page!.Count == 2);
        Assert.Equal(7, seen.Select(p => p.Profile).Distinct().Count());
        Assert.Equal("p-0@x.example", seen[0].Name);

        async Task<int> CountAsync(PeopleGroup group) => (await Node.People.FindAsync(journey.Id, group, null, null, 1_000, default))!.Count;
    }

    [DatabaseFact]
    public async Task Pause_ByTheMailServer_LetsTheJourneysMailsRestUntilSomebodyGoesOn()
    {
        var journey = await Node.PublishedAsync(Definition("start>m,m>end", Mail));
        await Facts.HappensAsync("ann", "Bought");
        await Node.LiveAsync();
        var send = Assert.Single(await SendsAsync());

        await Node.Sends.PauseAsync([send.OwnerId], "It does not answer.", default);
        await Node.Sends.PauseAsync([send.OwnerId], "It does not answer.", default);
        Assert.Equal([send.OwnerId], await RestingAsync());
        Assert.Equal(_clock.Now, (await Node.Documents.FindAsync(journey.Id, default))!.Resting);

        Assert.True(await Node.ResumeAsync(journey.Id));
        Assert.Empty(await RestingAsync());

        async Task<IReadOnlyList<long>> RestingAsync()
        {
            await using var db = Facts.Database();
            return await Node.Sends.RestingAsync(db, default);
        }
    }

    [DatabaseFact]
    public async Task Tell_MailsOfAPage_SaysWhatEachSaysAndWhatLetThePersonIn()
    {
        var journey = await Node.PublishedAsync(Definition("start>m,m>n,n>end", Mail, Mail2));
        var other = await Node.PublishedAsync(Definition("start>m,m>end", [Mail], "\"attribute\":\"plan\"", "never"), "Other");
        await Facts.HappensAsync("ann", "Bought");
        await Facts.HasAsync("ann", "plan", "\"free\"");
        await Node.LiveAsync();

        var told = (await Node.Sends.TellAsync(await SendsAsync(), default)).OrderBy(t => t.Key).Select(t => (t.Value.Content!.Subject, t.Value.Origin)).ToList();

        Assert.Equal(
            [("Hello", new SendOrigin("Welcome", journey.Key, null, "Bought")), ("Still there", new SendOrigin("Welcome", journey.Key, null, "Bought")), ("Hello", new SendOrigin("Other", other.Key, null, null, "plan"))],
            told.OrderByDescending(t => t.Origin.Name).ThenBy(t => t.Subject, StringComparer.Ordinal));
    }

    [DatabaseFact]
    public async Task Delete_WithPeopleInside_IsRefusedUntilTheyAreThrough()
    {
        var journey = await Node.PublishedAsync(Line("2d"));
        await Facts.HappensAsync("ann", "Bought");
        await Node.LiveAsync();
        Assert.Equal(new DeleteJourneyResult.Live(), await Node.DeleteAsync(journey.Id));
        await Node.CloseAsync(journey.Id);
        Assert.Equal(new DeleteJourneyResult.PeopleInside(1), await Node.DeleteAsync(journey.Id));

        Pass(days: 2);
        await Node.LiveAsync();
        Assert.Equal(new DeleteJourneyResult.Deleted(), await Node.DeleteAsync(journey.Id));
        await Node.Deleted.SweepAsync(default);

        Assert.Equal(0, await RunsAsync());
        Assert.Empty(await Query(db => db.JourneyPassages.Select(p => p.Run)));
        Assert.Empty(await Query(db => db.JourneyVersions.Select(v => v.Version)));
        Assert.Null(await Node.Sends.ContentAsync(Assert.Single(await SendsAsync()), default));
        Assert.Equal(2, (await Node.CreateAsync(Line("1d"))).Number.Value);
    }

    [DatabaseFact]
    public async Task Stop_WithPeopleInside_TakesThemOutAndTheirMailsBack()
    {
        var other = await Node.PublishedAsync(Line("9d"), "Another");
        var journey = await Node.PublishedAsync(Definition("start>m,m>w,w>n,n>end", Mail, """{"id":"w","kind":"wait","for":"2d"}""", Mail2), "Wrong");
        for (var i = 0; i < 250; i++) await Facts.HappensAsync($"p-{i}", "Bought");
        await Node.LiveAsync();
        Assert.Equal(new StopConsequences(250, 250), await new StopCounts(Database.Contexts).OfAsync(journey.Id, default));

        Assert.Equal(StopJourneyResult.Stopping, await Node.StopAsync(journey.Id));
        Assert.Equal(StopJourneyResult.Stopping, await Node.StopAsync(journey.Id));
        Assert.Equal(OpenJourneyResult.Stopping, await Node.OpenAsync(journey.Id));
        Assert.IsType<PublishJourneyResult.Stopping>(await Node.PublishAsync(journey.Id, 1));
        await Assert.ThrowsAsync<StoppingQueue.StoppedException>(() => Node.TakeOutAsync(Database.Provider, new StoppingQueue(Database.Queue, 2)));
        Assert.True(await Restarted().TakeOutAsync(Database.Provider));
        Assert.False(await Node.TakeOutAsync(Database.Provider));

        Assert.Equal(new WalkCounts(250, 0, 0, 250), (await Node.Numbers.OfAsync(journey.Id, null, default))!.Walks);
        Assert.Equal(250, (await Node.Numbers.OfAsync(other.Id, null, default))!.Walks.Inside);
        Assert.All(await SendsAsync(), s => Assert.Equal((SendState.Skipped, SendReason.Cancelled), (s.State, s.Reason)));
        var visit = Assert.Single((await Node.Path.OfAsync(Facts.NumberOf("p-7"), journey.Id, default))[0].Visits, v => v.Outcome == Outcome.Stopped);
        Assert.Equal(("w", _clock.Now), (visit.Step.Id, visit.LeftAt));

        Pass(days: 3);
        await Node.LiveAsync();
        Assert.Equal(250, (await SendsAsync()).Count);
        Assert.Equal(OpenJourneyResult.Open, await Node.OpenAsync(journey.Id));
    }

    [DatabaseFact]
    public async Task Stop_WhenEverybodyIsThrough_TakesBackTheMailsThatRest()
    {
        var journey = await Node.PublishedAsync(Definition("start>m,m>end", Mail));
        await Facts.HappensAsync("ann", "Bought");
        await Node.LiveAsync();
        Assert.Equal(new StopConsequences(0, 1), await new StopCounts(Database.Contexts).OfAsync(journey.Id, default));

        await Node.StopAsync(journey.Id);
        await Node.TakeOutAsync(Database.Provider);

        Assert.Equal(SendState.Skipped, Assert.Single(await SendsAsync()).State);
        Assert.Equal(new WalkCounts(1, 0, 1, 0), (await Node.Numbers.OfAsync(journey.Id, null, default))!.Walks);
        Assert.Equal(StopJourneyResult.NeverPublished, await Node.StopAsync((await Node.CreateAsync(Line("1d"))).Id));
    }

    [DatabaseFact]
    public async Task DeleteSegment_ThatAJourneyNames_IsRefusedWithItsName()
    {
        await Node.SaveSegmentAsync("free", """{"attribute":"plan","op":"eq","value":"free"}""");
        var journey = await Node.PublishedAsync(Definition("start>b,b:yes>end,b:no>end", """{"id":"b","kind":"branch","rule":{"all":[{"segment":"FREE"}]}}"""), "By segment");
        // No longer drawn, but people may come in by it.
        Assert.IsType<SaveDraftResult.Saved>(await Node.SaveAsync(journey.Id, new DraftChange.Edits(1, [new JourneyEdit.RemoveStep("b")])));

        var used = Assert.IsType<Core.Segments.DeleteSegmentResult.InUse>(await Node.DeleteSegmentAsync("free"));

        Assert.Equal(new Core.Segments.SegmentUser("journey", "by-segment", "By segment"), Assert.Single(used.Users));
        await Node.PublishAsync(journey.Id, 2);
        Assert.IsType<Core.Segments.DeleteSegmentResult.Deleted>(await Node.DeleteSegmentAsync("free"));
    }

    private static string Words(StepCounts step) =>
        FormattableString.Invariant($"{step.Step} {step.Came} {step.Waiting} {string.Join(',', step.Left.Select(l => $"{l.Outcome}:{l.Count}"))}")
        + (step.Mails is { } m ? FormattableString.Invariant($" mails {m.Planned}/{m.Sent}/{m.Skipped}/{m.Failed}/{m.InDoubt}") : "");

    private static string Line(string wait, string again = "never") =>
        Definition("start>w,w>m,m>end", [$$"""{"id":"w","kind":"wait","for":"{{wait}}"}""", Mail], "\"event\":\"Bought\"", again);

    private static string Definition(string ways, params string[] steps) => Definition(ways, steps, "\"event\":\"Bought\"", "never");

    private static string EnteredBy(string entry, string ways = "start>end") => Definition(ways, [], entry, "never");

    private static string Definition(string ways, string[] steps, string entry, string again)
    {
        var edges = ways.Split(',').Select(way =>
        {
            var (from, to) = (way.Split('>')[0], way.Split('>')[1]);
            return $$"""{"from":"{{from.Split(':')[0]}}","outcome":"{{(from.Split(':') is [_, var named] ? named : "next")}}","to":"{{to}}"}""";
        });
        string[] all = [$$"""{"id":"start","kind":"entry",{{entry}},"again":"{{again}}"}""", .. steps, """{"id":"end","kind":"exit"}"""];
        return $$"""{"version":1,"steps":[{{string.Join(',', all)}}],"edges":[{{string.Join(',', edges)}}]}""";
    }

    private JourneysNode Restarted() => new(Database.Contexts, Database.Queue, Facts, _clock);

    private void Pass(int days) => _clock.Now += TimeSpan.FromDays(days);

    /// <summary>As the follower does: whoever is outrun looks again.</summary>
    private static async Task PatientlyAsync(JourneysNode node)
    {
        while (true)
        {
            try
            {
                await node.LiveAsync();
                return;
            }
            catch (DbUpdateException)
            {
                // Another node was faster.
            }
        }
    }

    /// <summary>Visits without gaps, none twice, and one mail for each visit of a mail.</summary>
    private async Task EverybodyWalkedOnceAsync()
    {
        var passages = await Query(db => db.JourneyPassages.OrderBy(p => p.Run).ThenBy(p => p.Visit));
        var sends = (await SendsAsync()).ToLookup(s => (s.OwnerId, s.Visit));
        foreach (var run in passages.GroupBy(p => p.Run))
        {
            Assert.Equal(Enumerable.Range(1, run.Count()), run.Select(p => p.Visit));
            Assert.All(run, p => Assert.NotNull(p.Outcome));
        }

        Assert.Equal(
            passages.Where(p => p.Step is "m" or "n").Select(p => (p.Run, p.Visit)),
            sends.Select(s => s.Key).Order());
    }

    /// <summary>The same function with what was kept gives the same walk.</summary>
    private async Task EverybodyIsReplayedAsync()
    {
        foreach (var run in await Query(db => db.JourneyRuns))
        {
            var definition = (await Node.Versions.FindAsync(run.Journey, run.Version, default))!.Definition;
            var passages = await Query(db => db.JourneyPassages.Where(p => p.Run == run.Id).OrderBy(p => p.Visit));
            var answers = passages.Where(p => p.Detail is not null).ToDictionary(p => p.Visit, p => (BranchAnswer)DecisionJson.Read(p.Detail!)!);
            var state = Advance.Enter(definition, "start", run.EnteredAt, WorkspaceZone.Utc).State;
            foreach (var moment in passages.Select(p => p.LeftAt!.Value).Distinct()) state = Advance.Next(definition, state, moment, answers, WorkspaceZone.Utc).State;

            Assert.Equal((run.State, run.Step, run.Visit, run.ChangedAt), (state.State, state.Step, state.Visit, state.CameAt));
        }
    }

    private async Task<(string Step, int Visit, JourneyRunState State)> StandsAsync(string user)
    {
        var profile = Facts.NumberOf(user);
        var run = Assert.Single(await Query(db => db.JourneyRuns.Where(r => r.Profile == profile)));
        return (run.Step, run.Visit, run.State);
    }

    private async Task<IReadOnlyList<string>> EnteredAsync(params string[] users)
    {
        var runs = await Query(db => db.JourneyRuns);
        return [.. from user in users from run in runs.OrderBy(r => r.Journey.Value) where run.Profile == Facts.NumberOf(user) select $"{user} in {run.Journey.Value}"];
    }

    private async Task<int> RunsAsync() => (await Query(db => db.JourneyRuns)).Count;

    private Task<List<Send>> SendsAsync() => Query(db => db.Sends);

    private async Task<List<T>> Query<T>(Func<Core.Persistence.StudioDbContext, IQueryable<T>> query)
    {
        await using var db = Facts.Database();
        return await query(db).ToListAsync();
    }
}
