using CdpStudio.Core.Audience;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Testing;
using JourneyState = CdpStudio.Core.Rules.JourneyState;

namespace CdpStudio.Core.Tests.Journeys.Runtime;

/// <summary>Rules that ask how people stand in a journey, with the real parts.</summary>
public sealed class JourneySetsTests : IDisposable
{
    private const string Wait = """
        {"version":1,"steps":[{"id":"start","kind":"entry","event":"Bought"},{"id":"w","kind":"wait","for":"2d"},{"id":"end","kind":"exit"}],
         "edges":[{"from":"start","outcome":"next","to":"w"},{"from":"w","outcome":"next","to":"end"}]}
        """;

    private readonly TestDatabase _database = new();
    private readonly ManualClock _clock = new();
    private readonly ToldFacts _facts;
    private readonly JourneysNode _node;

    public JourneySetsTests()
    {
        _facts = new ToldFacts(_database, _database.Queue, _clock);
        _node = new JourneysNode(_database, _database.Queue, _facts, _clock);
    }

    [Fact]
    public async Task State_OfAWalk_IsKnownAtOnceAndAfterAStart()
    {
        var journey = await _node.PublishedAsync(Wait);
        await _facts.HasAsync("zoe", "plan", "\"pro\"");
        Assert.Equal("", await WhoAsync(JourneyState.Active, "zoe"));

        await _facts.HappensAsync("ann", "Bought");
        await _node.LiveAsync();
        Assert.Equal(("ann", "", "zoe"), (await WhoAsync(JourneyState.Active), await WhoAsync(JourneyState.Completed), await WhoAsync(JourneyState.Never)));

        _clock.Now += TimeSpan.FromDays(2);
        await _facts.HappensAsync("bob", "Bought");
        await _node.LiveAsync();
        Assert.Equal(("bob", "ann", "zoe"), (await WhoAsync(JourneyState.Active), await WhoAsync(JourneyState.Completed), await WhoAsync(JourneyState.Never)));

        await _node.StopAsync(journey.Id);
        await _node.TakeOutAsync(_database.Provider);
        Assert.Equal(("", "ann", "bob"), (await WhoAsync(JourneyState.Active), await WhoAsync(JourneyState.Completed), await WhoAsync(JourneyState.Exited)));

        var restarted = await new JourneySets(_database, _clock).FindAsync(new AudienceSetName.Journey("WELCOME"), default);
        var told = await _node.Sets.FindAsync(new AudienceSetName.Journey("welcome"), default);
        Assert.Equal(
            Assert.IsType<AudienceSet.Standings>(restarted).All.OrderBy(s => s.Profile), Assert.IsType<AudienceSet.Standings>(told).All.OrderBy(s => s.Profile));
    }

    [Fact]
    public async Task State_OfPeopleWhoWereMerged_IsTheOneOfWhoWalks()
    {
        await _node.PublishedAsync(Wait);
        await _facts.HappensAsync("ann", "Bought");
        await _facts.HasAsync("zoe", "plan", "\"pro\"");
        await _node.LiveAsync();
        Assert.Equal("zoe", await WhoAsync(JourneyState.Never));

        await _facts.SeenTogetherAsync(ToldFacts.User("zoe"), ToldFacts.User("ann"));

        Assert.Equal(("ann zoe", ""), (await WhoAsync(JourneyState.Active), await WhoAsync(JourneyState.Never)));
    }

    [Fact]
    public async Task State_ThatAnotherNodeMoved_IsKnownAfterAWhile()
    {
        await _node.PublishedAsync(Wait);
        var other = new JourneysNode(_database, _database.Queue, _facts, _clock);
        await _facts.HappensAsync("ann", "Bought");
        Assert.Equal("", await WhoAsync(JourneyState.Active));
        await other.LiveAsync();

        _clock.Now += TimeSpan.FromMinutes(10);

        Assert.Equal("ann", await WhoAsync(JourneyState.Active));
    }

    [Fact]
    public async Task Names_FollowWhatIsMadeRenamedAndDeleted()
    {
        Assert.False(_node.Vocabulary.HasJourney("welcome"));
        var journey = await _node.CreateAsync(Wait);
        Assert.True(_node.Vocabulary.HasJourney("Welcome"));

        await _node.RenameAsync(journey.Id, "Hello there");
        Assert.Equal("Hello there", _node.Sets.NameOf(new AudienceSetName.Journey("welcome")));

        await _node.DeleteAsync(journey.Id);
        Assert.False(_node.Vocabulary.HasJourney("welcome"));
        var gone = await Assert.ThrowsAsync<UnknownSetException>(() => WhoAsync(JourneyState.Never));
        Assert.Equal(("/journey", "There is no journey 'welcome' (/journey)."), (gone.Pointer, gone.Message));
    }

    [Fact]
    public async Task Branch_ByThePersonsOwnWalk_SeesItActive()
    {
        await _node.PublishedAsync("""
            {"version":1,"steps":[{"id":"start","kind":"entry","event":"Bought"},
              {"id":"b","kind":"branch","rule":{"all":[{"journey":"welcome","state":"active"},{"reachable":"email"}]}},{"id":"w","kind":"wait","for":"2d"},{"id":"end","kind":"exit"}],
             "edges":[{"from":"start","outcome":"next","to":"b"},{"from":"b","outcome":"yes","to":"w"},{"from":"b","outcome":"no","to":"end"},{"from":"w","outcome":"next","to":"end"}]}
            """);
        await _facts.HappensAsync("ann", "Bought");
        await _facts.HappensAsync("bob", "Bought", hasMail: false);
        await _node.LiveAsync();

        Assert.Equal(("ann", "bob"), (await WhoAsync(JourneyState.Active), await WhoAsync(JourneyState.Completed)));
    }

    public void Dispose() => _database.Dispose();

    private async Task<string> WhoAsync(JourneyState state, params string[] among)
    {
        var members = await _node.Engine.MembersAsync(new AudienceQuery(new Rule.Journey("welcome", state)), null, int.MaxValue, default);
        var names = among.Length > 0 ? among : ["ann", "bob", "zoe"];
        return string.Join(' ', names.Where(n => _node.Directory.Find(ToldFacts.User(n)) is { } id && members.Contains(id)));
    }
}
