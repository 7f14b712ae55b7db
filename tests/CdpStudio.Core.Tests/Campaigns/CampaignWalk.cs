using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Email;

namespace CdpStudio.Core.Tests.Campaigns;

/// <summary>Somebody pauses, resumes and cancels while the mail server has its moods and the process dies and starts again.</summary>
internal sealed class CampaignWalk
{
    private const int People = 40;
    private const int Steps = 30;

    private readonly int _seed;
    private readonly Random _random;
    private readonly CampaignsRig _rig;
    private readonly FakeServer _server = new();
    private readonly List<ProfileId> _people = [];
    private CampaignId _id;

    private CampaignWalk(CampaignsRig rig, int seed) => (_rig, _seed, _random) = (rig, seed, new Random(seed));

    public static async Task WalkAsync(CampaignsRig rig, int seed)
    {
        var walk = new CampaignWalk(rig, seed);
        await walk.BeginAsync();
        for (var step = 0; step < Steps; step++) await walk.StepAsync();
        await walk.EndAsync();

        await walk.CheckEndAsync();
    }

    private async Task BeginAsync()
    {
        _server.Says = _ => _random.Next(10) switch
        {
            0 => new EmailOutcome.Deferred(451, "later", ServerAway: false),
            1 => new EmailOutcome.Refused(550, "unknown"),
            2 => new EmailOutcome.InDoubt("silence"),
            _ => new EmailOutcome.Accepted(250, "OK"),
        };
        // Some share a mailbox.
        for (var i = 0; i < People; i++) _people.Add(_rig.Person($"p{i}", "free", CampaignsRig.Address($"p{i % (People - 5)}", other: i >= People - 5)));
        _id = await _rig.DraftAsync();
        await _rig.ScheduleAsync(_id);
        await _rig.StartAsync(_id);
    }

    private async Task StepAsync()
    {
        switch (_random.Next(12))
        {
            case 0:
                await _rig.PauseAsync(_id);
                break;
            case 1 or 2:
                await _rig.ResumeAsync(_id);
                break;
            case 3 when _random.Next(8) == 0:
                await _rig.CancelAsync(_id);
                break;
            case 4:
                await _rig.UnsubscribeAsync(_people[_random.Next(_people.Count)]);
                break;
            case 5 or 6:
                await _rig.WorkAsync(_random.Next(4), end: null);
                break;
            case 7:
                _rig.Clock.Now += TimeSpan.FromMinutes(_random.Next(40));
                break;
            case 8:
                await _rig.SendAsync(_server, _random.Next(1, 6), killed: true);
                break;
            default:
                await _rig.SendAsync(_server, _random.Next(1, 6));
                break;
        }

        await _rig.LookAsync();
        await CheckAsync();
    }

    private async Task EndAsync()
    {
        for (var round = 0; round < 200; round++)
        {
            await _rig.LookAsync();
            await _rig.ResumeAsync(_id);
            // One that was due while nobody looked is scheduled anew, for when it can't be taken back any more.
            _rig.Clock.Now += ScheduleCampaignHandler.TakenBackWithin;
            await _rig.LookAsync();
            await _rig.WorkAsync();
            await _rig.SendAsync(_server);
            await _rig.LookAsync();
            if ((await _rig.ReadAsync(_id)).FinishedAt is not null) return;
            _rig.Clock.Now += TimeSpan.FromHours(1);
        }

        Assert.Fail($"Seed {_seed}: it never ended.");
    }

    private async Task CheckEndAsync()
    {
        await CheckAsync();
        var row = await _rig.ReadAsync(_id);
        var counts = row.Counts!;
        Assert.True(counts.Left == 0, $"Seed {_seed}: {counts.Left} are left.");
        if (row.State == CampaignState.Finished) Assert.True(counts.Planned == People, $"Seed {_seed}: {counts.Planned} are planned.");
        Assert.True(_server.Accepted.Count <= counts.Sent + counts.InDoubt, $"Seed {_seed}: more mail left than the report says.");
        Assert.True(_server.Accepted.Count >= counts.Sent, $"Seed {_seed}: the report says more than left.");
    }

    private async Task CheckAsync()
    {
        var row = await _rig.ReadAsync(_id);
        Assert.True(_server.Accepted.Distinct().Count() == _server.Accepted.Count, $"Seed {_seed}: somebody got it twice.");
        Assert.False(row.FinishedAt is not null && row.Counts!.Left > 0, $"Seed {_seed}: it ended with somebody left.");
        Assert.False(row.State == CampaignState.Planning && row.Counts!.Sent > 0, $"Seed {_seed}: mail left before the audience was frozen.");
    }
}
