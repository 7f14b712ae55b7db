using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Simulation;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Tests.Journeys.Runtime;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Journeys.Simulation;

public sealed class SimulateJourneyTests : IAsyncLifetime, IDisposable
{
    private const string Draft = """
        {"version":1,"steps":[
          {"id":"start","kind":"entry","event":"Bought"},
          {"id":"w","kind":"wait","for":"2d"},
          {"id":"b","kind":"branch","rule":{"all":[{"attribute":"plan","op":"eq","value":"free"},{"event":"Bought","during":{"last":"1d"}}]}},
          {"id":"m","kind":"email","content":{"version":1,"subject":"Hi {{plan|there}}","preheader":"","heading":"","text":"Your plan is {{plan}}.","footer":""}},
          {"id":"end","kind":"exit"}],
         "edges":[{"from":"start","outcome":"next","to":"w"},{"from":"w","outcome":"next","to":"b"},{"from":"b","outcome":"yes","to":"end"},
                  {"from":"b","outcome":"no","to":"m"},{"from":"m","outcome":"next","to":"end"}]}
        """;

    private readonly TestDatabase _database = new();
    private readonly ManualClock _clock = new();
    private readonly ToldFacts _facts;
    private readonly WatchedQueue _queue;
    private readonly JourneysNode _node;

    public SimulateJourneyTests()
    {
        _facts = new ToldFacts(_database, _database.Queue, _clock);
        _queue = new WatchedQueue(_database.Queue);
        _node = new JourneysNode(_database, _queue, _facts, _clock);
    }

    public async Task InitializeAsync()
    {
        await _facts.HasAsync("ann", "plan", "\"free\"");
        await _facts.HappensAsync("ann", "Bought");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Simulate_ADraft_DrawsThePathWithTimesDecisionsAndMails()
    {
        var walk = await WalkAsync(Draft);

        Assert.Equal(["start", "w", "b", "m", "end"], walk.Visits.Select(v => v.Step.Id));
        Assert.Equal(_clock.Now.AddDays(2), walk.Visits[2].CameAt);
        // After two days the purchase is no longer of the last day, though the plan is still free.
        Assert.Equal([true, false], walk.Visits[2].Decision!.Explanation.Children.Select(c => c.Holds));
        var mail = walk.Visits[3].Mail!;
        Assert.Equal(("ann@x.example", null, "Hi free"), (mail.To, mail.Skipped, mail.Mail!.Subject));
        Assert.Contains("Your plan is free.", mail.Mail.Text, StringComparison.Ordinal);
        Assert.True(walk.Enters!.Explanation.Holds);
        Assert.Equal(WalkEnd.Completed, walk.End);
    }

    [Fact]
    public async Task Simulate_Anything_WritesNothing()
    {
        await WalkAsync(Draft);

        Assert.Equal(0, _queue.Writes);
        await using var db = _database.CreateDbContext();
        Assert.False(db.Set<Core.Journeys.Runtime.JourneyRun>().Any() || db.Set<Send>().Any() || db.Set<Core.Messaging.Email.TrappedMail>().Any());
    }

    [Fact]
    public async Task Simulate_AtAnotherTimeFromAnotherStep_BeginsThere()
    {
        var walk = await WalkAsync(Draft, new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), from: "b");

        Assert.Equal(("b", new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)), (walk.Visits[0].Step.Id, walk.Visits[0].CameAt));
        Assert.Null(walk.Enters);
    }

    [Fact]
    public async Task Simulate_WhoCannotGetTheMail_SaysWhy()
    {
        await _facts.HappensAsync("ben", "Bought", hasMail: false);
        var nobody = await WalkAsync(Draft, who: "ben");
        Assert.Equal(SendReason.NoAddress, nobody.Visits[3].Mail!.Skipped);

        await _facts.HappensAsync("cem", "Bought");
        var incomplete = (await WalkAsync(Draft, who: "cem")).Visits[3].Mail!;
        Assert.Equal((SendReason.NotRendered, "plan"), (incomplete.Skipped, incomplete.Missing));
    }

    [Fact]
    public async Task Simulate_AHalfFinishedDraft_GoesAsFarAsItCan()
    {
        const string Unwaited = """{"version":1,"steps":[{"id":"start","kind":"entry"},{"id":"w","kind":"wait"}],"edges":[{"from":"start","outcome":"next","to":"w"}]}""";
        var walk = await WalkAsync(Unwaited);
        Assert.Equal((WalkEnd.Refused, "w"), (walk.End, walk.Visits[^1].Step.Id));

        const string Loose = """{"version":1,"steps":[{"id":"start","kind":"entry"},{"id":"w","kind":"wait","for":"1h"}],"edges":[{"from":"start","outcome":"next","to":"w"}]}""";
        Assert.Equal(WalkEnd.Exited, (await WalkAsync(Loose)).End);

        const string Round = """{"version":1,"steps":[{"id":"start","kind":"entry"},{"id":"w","kind":"wait","for":"1h"}],"edges":[{"from":"start","outcome":"next","to":"w"},{"from":"w","outcome":"next","to":"w"}]}""";
        Assert.Equal(WalkEnd.Waiting, (await WalkAsync(Round)).End);

        Assert.IsType<SimulateJourneyResult.NoStart>(await SimulateAsync("""{"version":1,"steps":[],"edges":[]}""", "ann"));
        Assert.IsType<SimulateJourneyResult.NoSuchProfile>(await _node.Simulation.HandleAsync(new SimulateJourney(new(999), JourneysNode.Read(Draft)), default));
    }

    // What is rehearsed is what happens.
    [Fact]
    public async Task Simulate_APublishedJourney_WalksAsInLife()
    {
        await _node.PublishedAsync(Draft);
        await _facts.HappensAsync("dan", "Bought");
        await _facts.HasAsync("dan", "plan", "\"pro\"");
        var rehearsed = await WalkAsync(Draft, who: "dan");

        await _node.LiveAsync();
        _clock.Now += TimeSpan.FromDays(2);
        await _node.LiveAsync();

        var lived = Assert.Single(await _node.Path.OfAsync(_facts.NumberOf("dan"), null, default));
        Assert.Equal(
            rehearsed.Visits.Select(v => (v.Visit, v.Step.Id, v.CameAt, v.LeftAt, v.Outcome)),
            lived.Visits.Select(v => (v.Visit, v.Step.Id, v.CameAt, v.LeftAt, v.Outcome)));
    }

    private async Task<SimulatedWalk> WalkAsync(string draft, DateTimeOffset? start = null, string? from = null, string who = "ann") =>
        Assert.IsType<SimulateJourneyResult.Walked>(await SimulateAsync(draft, who, start, from)).Walk;

    private Task<SimulateJourneyResult> SimulateAsync(string draft, string who, DateTimeOffset? start = null, string? from = null) =>
        _node.Simulation.HandleAsync(new SimulateJourney(_facts.NumberOf(who), JourneysNode.Read(draft), start, from), default);

    private sealed class WatchedQueue(IWriteQueue inner) : IWriteQueue
    {
        public int Writes { get; private set; }

        public Task<T> WriteAsync<T>(WritePriority priority, Func<StudioDbContext, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
        {
            Writes++;
            return inner.WriteAsync(priority, write, cancellationToken);
        }
    }
}
