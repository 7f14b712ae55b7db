using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Campaigns.Reach;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Core.Tests.Campaigns;

public sealed class PlanCampaignTests : IDisposable
{
    private const int Many = 1_300;

    private readonly TestDatabase _database = new();
    private readonly CampaignsRig _rig;

    public PlanCampaignTests() => _rig = new CampaignsRig(_database);

    // The checkpoint is the first write; three chunks and the end follow.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Plan_KilledAtAnyWrite_GoesOnWithThePeopleOfTheMomentItBegan(int writes)
    {
        var id = await BegunAsync();
        await _rig.WorkAsync(writes, end: null);

        _rig.Clock.Now += TimeSpan.FromMinutes(1);
        if (writes > 0) _rig.Person("newcomer", "free", "newcomer@mail.example");
        if (writes > 0) _rig.Says("many-7", "left");
        Assert.True(await _rig.WorkAsync());

        var counts = await _rig.CountsAsync(id);
        Assert.Equal((Many, Many), (counts.Planned, counts.Left));
        Assert.Equal(CampaignState.Sending, (await _rig.ReadAsync(id)).State);
    }

    [Fact]
    public async Task Plan_JobThatSomebodyStopped_PausesAndResumeGoesOnWithTheSamePeople()
    {
        var id = await BegunAsync();
        await _rig.WorkAsync(writes: 2, JobState.Cancelled);
        await _rig.LookAsync();
        var paused = await _rig.ReadAsync(id);
        Assert.Equal((CampaignState.Paused, PauseReasons.NotPlanned), (paused.State, paused.PauseReason));

        _rig.Clock.Now += TimeSpan.FromMinutes(1);
        _rig.Person("newcomer", "free", "newcomer@mail.example");
        Assert.Equal(new CampaignMove.Moved(CampaignState.Planning), await _rig.ResumeAsync(id));
        await _rig.WorkAsync();

        Assert.Equal((CampaignState.Sending, Many), ((await _rig.ReadAsync(id)).State, (await _rig.CountsAsync(id)).Planned));
    }

    [Fact]
    public async Task Plan_SegmentThatIsGone_PausesAndNobodyGetsAnything()
    {
        var id = await BegunAsync();
        await _rig.Queue.WriteAsync(WritePriority.Interactive, (db, token) => db.Segments.ExecuteDeleteAsync(token), default);
        _rig.Segments.Remove(CampaignsRig.Key("all"));

        await _rig.WorkAsync();
        await _rig.LookAsync();

        var paused = await _rig.ReadAsync(id);
        Assert.Equal((CampaignState.Paused, PauseReasons.NoAudience, 0), (paused.State, paused.PauseReason, paused.Counts!.Planned));
    }

    [Fact]
    public async Task Plan_AtAStartBeforeSegmentsWereRead_ReadsThem()
    {
        var id = await BegunAsync();
        // As in a process that has just started, and as another node's segment is here.
        _rig.Segments.Remove(CampaignsRig.Key("all"));

        await _rig.WorkAsync();
        await _rig.LookAsync();

        Assert.Equal((CampaignState.Sending, Many), ((await _rig.ReadAsync(id)).State, (await _rig.CountsAsync(id)).Planned));
    }

    [Fact]
    public async Task Plan_WithExclusions_LeavesThemOutAltogether()
    {
        _rig.Person("ann", "free", "ann@mail.example");
        _rig.Person("bob", "gold", "bob@mail.example");
        await _rig.SegmentAsync("gold", """{"attribute":"plan","op":"eq","value":"gold"}""");
        var id = await _rig.DraftAsync(without: ["gold"]);

        await _rig.PlanAsync(id);

        var row = Assert.Single(await _rig.Sends.PageAsync(new SendsAsked((await _rig.ReadAsync(id)).Number, null, null, null), null, 10, default));
        Assert.Equal("ann@mail.example", row.Address);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Reach_BeforeItGoesOut_IsWhatTheLedgerSays(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            // A few mailboxes, so that they are shared; some addresses that are none, or another's; some without.
            var kind = random.Next(7);
            string[] emails = kind switch
            {
                0 or 3 => [],
                1 => ["not an address"],
                2 => ["not an address", CampaignsRig.Address($"box{i}", other: false)],
                _ => [CampaignsRig.Address($"box{i / 2}", other: i % 2 == 0)],
            };
            var person = _rig.Person($"p{i}", random.Next(5) == 0 ? "gold" : "free", emails);
            if (kind == 3) _rig.Says($"p{i}", "email", random.Next(3) == 0 ? "ask me" : CampaignsRig.Address($"box{i / 2}", other: false));
            if (random.Next(8) == 0) await _rig.UnsubscribeAsync(person);
            if (random.Next(6) == 0) await _rig.UnsubscribeAsync(person, random.Next(3) == 0 ? "other" : "news");
        }

        await _rig.SegmentAsync("gold", """{"attribute":"plan","op":"eq","value":"gold"}""");
        var mail = new ConsentPlace("news", ConsentPurpose.Marketing);
        await new SaveTopicHandler(_rig.Queue, _rig.Topics, _rig.Clock, NullLogger<SaveTopicHandler>.Instance)
            .HandleAsync(new SaveTopic(mail.Topic, "News", "", new Dictionary<string, string>(), IsArchived: false, "Linh"), default);
        var id = await _rig.DraftAsync(without: ["gold"], content: CampaignsRig.Content() with { Topic = mail.Topic });
        var audience = Assert.IsType<CampaignRule.Ready>(CampaignRule.Of((await _rig.ReadAsync(id)).Audience, _rig.Segments));

        var reach = await _rig.Reach.CountAsync(audience, mail, null, default);
        var people = new Dictionary<ReachPart, int>();
        foreach (var part in Enum.GetValues<ReachPart>()) people[part] = await PeopleAsync(audience, mail, part);
        await _rig.PlanAsync(id);

        var counts = await _rig.CountsAsync(id);
        Assert.Equal(reach.InSegment - reach.Excluded, counts.Planned);
        Assert.Equal(reach.Gets, counts.Left);
        Assert.Equal(
            reach.Skipped.OrderBy(s => s.Key).Select(s => (s.Key, (int)s.Value)),
            counts.Reasons(SendState.Skipped).Select(r => (r.Reason!.Value, r.Count)).OrderBy(r => r.Value));
        Assert.Equal(
            [reach.InSegment, reach.Excluded, reach.Of(SendReason.Unsubscribed), reach.Of(SendReason.NoAddress), reach.Of(SendReason.InvalidAddress), reach.Of(SendReason.SameMailbox), reach.Gets, reach.Of(SendReason.TopicUnsubscribed)],
            Enum.GetValues<ReachPart>().Select(p => (long)people[p]));
    }

    private async Task<int> PeopleAsync(CampaignRule.Ready audience, ConsentPlace mail, ReachPart part)
    {
        var found = new HashSet<ProfileId>();
        ProfileId? after = null;
        while (await _rig.Reach.PeopleAsync(audience, mail, part, [], after, 17, default) is { Count: > 0 } page)
        {
            foreach (var person in page) Assert.True(found.Add(person.Id));
            after = page[^1].Id;
        }

        return found.Count;
    }

    private async Task<CampaignId> BegunAsync()
    {
        _rig.People(Many);
        await _rig.SegmentAsync("all", """{"attribute":"plan","op":"eq","value":"free"}""");
        var id = await _rig.DraftAsync();
        await _rig.ScheduleAsync(id);
        await _rig.StartAsync(id);
        await _rig.LookAsync();
        return id;
    }

    public void Dispose()
    {
        _rig.Dispose();
        _database.Dispose();
    }
}
