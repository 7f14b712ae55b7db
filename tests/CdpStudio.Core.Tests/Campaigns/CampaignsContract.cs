using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Campaigns;

/// <summary>A campaign from its schedule to its end, the same on every database.</summary>
public abstract class CampaignsContract : IAsyncLifetime
{
    private readonly FakeServer _server = new();
    private OwnDatabase? _database;
    private CampaignsRig? _rig;

    private CampaignsRig Rig => _rig!;

    private protected abstract Task<OwnDatabase> NewDatabaseAsync();

    public async Task InitializeAsync()
    {
        _database = await NewDatabaseAsync();
        _rig = CampaignsRig.On(new DatabaseUnderTest(_database.Provider));
    }

    public async Task DisposeAsync()
    {
        Rig.Dispose();
        await _database!.DisposeAsync();
    }

    [DatabaseFact]
    public async Task Schedule_Now_IsAMinuteAheadAndNothingLeavesBefore()
    {
        var id = await ReadyAsync();

        Assert.Equal(new ScheduleCampaignResult.Scheduled(Rig.Clock.Now.AddSeconds(60)), await Rig.ScheduleAsync(id));

        Rig.Clock.Now += TimeSpan.FromSeconds(59);
        await Rig.LookAsync();
        Assert.Equal(CampaignState.Scheduled, (await Rig.ReadAsync(id)).State);
        Rig.Clock.Now += TimeSpan.FromSeconds(1);
        await Rig.LookAsync();
        Assert.Equal(CampaignState.Planning, (await Rig.ReadAsync(id)).State);
    }

    [DatabaseFact]
    public async Task TakeBack_WithinTheMinute_IsADraftThatNeverLeaves()
    {
        var id = await ReadyAsync();
        await Rig.ScheduleAsync(id);

        Assert.Equal(new CampaignMove.Moved(CampaignState.Draft), await Rig.TakeBackAsync(id));

        Rig.Clock.Now += TimeSpan.FromMinutes(5);
        await Rig.LookAsync();
        Assert.False(await Rig.WorkAsync());
        Assert.Equal((CampaignState.Draft, null), ((await Rig.ReadAsync(id)).State, (await Rig.ReadAsync(id)).SendAt));
    }

    [DatabaseFact]
    public async Task TakeBack_OnceItIsPlanned_IsTooLate()
    {
        var id = await ReadyAsync();
        await Rig.PlanAsync(id);

        Assert.Equal(new CampaignMove.NotFrom(CampaignState.Sending), await Rig.TakeBackAsync(id));
    }

    [DatabaseFact]
    public async Task Schedule_PressedTwice_SchedulesOnce()
    {
        var id = await ReadyAsync();

        var results = await Task.WhenAll(Rig.ScheduleAsync(id), Rig.ScheduleAsync(id));

        Assert.Single(results.OfType<ScheduleCampaignResult.Scheduled>());
        Assert.Equal(CampaignState.Scheduled, Assert.Single(results.OfType<ScheduleCampaignResult.NotADraft>()).State);
    }

    [DatabaseFact]
    public async Task Look_OnTwoNodesAtOnce_BeginsOnce()
    {
        var id = await ReadyAsync();
        await Rig.ScheduleAsync(id);
        await Rig.StartAsync(id);

        await Task.WhenAll(Rig.LookAsync(), Rig.LookAsync(), Rig.LookAsync());

        await using var db = Rig.Contexts.CreateDbContext();
        Assert.Equal(1, await db.JobRuns.CountAsync());
    }

    [DatabaseFact]
    public async Task Look_DueLongAgo_WaitsForAPerson()
    {
        var id = await ReadyAsync();
        await Rig.ScheduleAsync(id, Rig.Clock.Now.AddHours(1));

        Rig.Clock.Now += TimeSpan.FromMinutes(91);
        await Rig.LookAsync();

        var late = await Rig.ReadAsync(id);
        Assert.Equal((CampaignState.Paused, PauseReasons.Late, true), (late.State, late.PauseReason, late.IsLate));
        Assert.False(await Rig.WorkAsync());
        Assert.Equal(new CampaignMove.Moved(CampaignState.Scheduled), await Rig.ResumeAsync(id));
        Assert.Equal(Rig.Clock.Now.AddSeconds(60), (await Rig.ReadAsync(id)).SendAt);
    }

    [DatabaseFact]
    public async Task Look_DueALittleAgo_Begins()
    {
        var id = await ReadyAsync();
        await Rig.ScheduleAsync(id, Rig.Clock.Now.AddHours(1));

        Rig.Clock.Now += TimeSpan.FromMinutes(90);
        await Rig.LookAsync();

        Assert.Equal(CampaignState.Planning, (await Rig.ReadAsync(id)).State);
    }

    [DatabaseFact]
    public async Task TakeBack_OneThatWasDueLongAgo_IsADraft()
    {
        var id = await ReadyAsync();
        await Rig.ScheduleAsync(id, Rig.Clock.Now.AddHours(1));
        Rig.Clock.Now += TimeSpan.FromDays(1);
        await Rig.LookAsync();

        Assert.Equal(new CampaignMove.Moved(CampaignState.Draft), await Rig.TakeBackAsync(id));

        Assert.Null((await Rig.ReadAsync(id)).PauseReason);
    }

    [DatabaseFact]
    public async Task Pause_WhileSending_NothingLeavesUntilResumed()
    {
        var id = await ReadyAsync(people: 5);
        await Rig.PlanAsync(id);
        await Rig.SendAsync(_server, most: 2);

        await Rig.PauseAsync(id);
        await Rig.SendAsync(_server);
        Assert.Equal(2, _server.Accepted.Count);

        Assert.Equal(new CampaignMove.Moved(CampaignState.Sending), await Rig.ResumeAsync(id));
        await Rig.SendAsync(_server);
        await Rig.LookAsync();
        Assert.Equal(5, _server.Accepted.Distinct().Count());
        Assert.Equal(CampaignState.Finished, (await Rig.ReadAsync(id)).State);
    }

    [DatabaseFact]
    public async Task Pause_WhilePlanning_IsPlannedToTheEndAndRests()
    {
        var id = await ReadyAsync(people: 3);
        await Rig.ScheduleAsync(id);
        await Rig.StartAsync(id);
        await Rig.LookAsync();
        await Rig.PauseAsync(id);

        await Rig.WorkAsync();
        await Rig.SendAsync(_server);

        Assert.Equal((CampaignState.Paused, 3), ((await Rig.ReadAsync(id)).State, (await Rig.CountsAsync(id)).Left));
        Assert.Empty(_server.Accepted);
        await Rig.ResumeAsync(id);
        await Rig.SendAsync(_server);
        Assert.Equal(3, _server.Accepted.Count);
    }

    [DatabaseFact]
    public async Task Cancel_InTheMiddle_SkipsTheRestAndSaysSo()
    {
        var id = await ReadyAsync(people: 5);
        await Rig.PlanAsync(id);
        await Rig.SendAsync(_server, most: 2);

        await Rig.CancelAsync(id);
        await Rig.LookAsync();

        var row = await Rig.ReadAsync(id);
        Assert.Equal((CampaignState.Cancelled, Rig.Clock.Now), (row.State, row.FinishedAt));
        Assert.Equal((2, 3, 0), (row.Counts!.Sent, row.Counts.Skipped, row.Counts.Left));
        Assert.Equal(SendReason.Cancelled, Assert.Single(row.Counts.Reasons(SendState.Skipped)).Reason);
        await Rig.SendAsync(_server);
        Assert.Equal(2, _server.Accepted.Count);
        Assert.Equal(new CampaignMove.NotFrom(CampaignState.Cancelled), await Rig.ResumeAsync(id));
    }

    [DatabaseFact]
    public async Task Cancel_WhilePlanning_StopsThePlanner()
    {
        var id = await ReadyAsync(people: 3);
        await Rig.ScheduleAsync(id);
        await Rig.StartAsync(id);
        await Rig.LookAsync();

        await Rig.CancelAsync(id);
        await Rig.WorkAsync();
        await Rig.LookAsync();

        Assert.Equal((CampaignState.Cancelled, 0), ((await Rig.ReadAsync(id)).State, (await Rig.CountsAsync(id)).Planned));
    }

    [DatabaseFact]
    public async Task Unsubscribe_WhileQueued_IsSkippedWithItsReason()
    {
        var id = await ReadyAsync(people: 2);
        await Rig.PlanAsync(id);

        await Rig.UnsubscribeAsync(Rig.Directory.Find(new Identifier(IdentifierNamespace.UserId, "p1"))!.Value);
        await Rig.SendAsync(_server);
        await Rig.LookAsync();

        Assert.Equal(["p0@mail.example"], _server.Accepted);
        var row = await Rig.ReadAsync(id);
        Assert.Equal((CampaignState.Finished, SendReason.Unsubscribed), (row.State, Assert.Single(row.Counts!.Reasons(SendState.Skipped)).Reason));
    }

    [DatabaseFact]
    public async Task Plan_TwoProfilesOfOneMailbox_OneMail()
    {
        Rig.Person("ann", "free", CampaignsRig.Address("ann", other: false));
        Rig.Person("anna", "free", CampaignsRig.Address("ann", other: true));
        var id = await Rig.DraftAsync();

        await Rig.PlanAsync(id);
        await Rig.SendAsync(_server);

        Assert.Equal([CampaignsRig.Address("ann", other: true)], _server.Accepted);
        Assert.Equal(SendReason.SameMailbox, Assert.Single((await Rig.CountsAsync(id)).Reasons(SendState.Skipped)).Reason);
    }

    [DatabaseFact]
    public async Task SendAgain_OnlyToTheNumberThatWasAgreedTo()
    {
        var id = await ReadyAsync(people: 3);
        await Rig.PlanAsync(id);
        await Rig.SendAsync(_server, most: 1, killed: true);
        await Rig.SendAsync(_server);
        await Rig.LookAsync();
        Assert.Equal((CampaignState.Finished, 1), ((await Rig.ReadAsync(id)).State, (await Rig.CountsAsync(id)).InDoubt));

        Rig.Clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(new SendAgainResult.OtherNumber(1), await Rig.SendAgainAsync(id, 2));
        Assert.IsType<SendAgainResult.Again>(await Rig.SendAgainAsync(id, 1));
        Assert.Equal(new SendAgainResult.OtherNumber(0), await Rig.SendAgainAsync(id, 1));

        await Rig.SendAsync(_server);
        await Rig.LookAsync();
        var row = await Rig.ReadAsync(id);
        Assert.Equal((CampaignState.Finished, 3, 0), (row.State, row.Counts!.Sent, row.Counts.InDoubt));
        Assert.Equal(4, _server.Accepted.Count);
    }

    [DatabaseFact]
    public async Task Plan_KilledAgainAndAgain_GoesOnWithThePeopleOfTheMomentItBegan()
    {
        const int many = 1_300;
        Rig.People(many);
        var id = await Rig.DraftAsync();
        await Rig.ScheduleAsync(id);
        await Rig.StartAsync(id);
        await Rig.LookAsync();

        foreach (var writes in new[] { 1, 0, 2, 1, 2 })
        {
            Assert.True(await Rig.WorkAsync(writes, end: null));
            Rig.Clock.Now += TimeSpan.FromMinutes(1);
            Rig.Person($"newcomer-{Rig.Clock.Now.Minute}", "free", $"newcomer-{Rig.Clock.Now.Minute}@mail.example");
        }

        Assert.True(await Rig.WorkAsync());
        Assert.Equal((many, many), ((await Rig.CountsAsync(id)).Planned, (await Rig.CountsAsync(id)).Left));
        Assert.Equal(CampaignState.Sending, (await Rig.ReadAsync(id)).State);
    }

    [DatabaseFact]
    public async Task Walk_AnyOrder_NobodyTwiceAndTheSumsHold() => await CampaignWalk.WalkAsync(Rig, RunSeed.Value);

    [DatabaseFact]
    public async Task Schedule_WhatCannotGoOut_SaysEveryReason()
    {
        await Rig.SegmentAsync("empty", """{"attribute":"plan","op":"eq","value":"gold"}""");
        var id = await Rig.DraftAsync("empty", content: MessageContent.Empty);

        var refused = Assert.IsType<ScheduleCampaignResult.Refused>(await Rig.ScheduleAsync(id, Rig.Clock.Now.AddMinutes(-1)));

        Assert.Contains(new ScheduleObstacle.TimeIsPast(), refused.Obstacles);
        Assert.Contains(new ScheduleObstacle.NobodyGetsIt(), refused.Obstacles);
        Assert.Contains(refused.Obstacles.OfType<ScheduleObstacle.Content>(), o => o.Problem.Kind == ContentProblemKind.NoSubject);
        Assert.Equal(CampaignState.Draft, (await Rig.ReadAsync(id)).State);
    }

    [DatabaseFact]
    public async Task Schedule_ServerWithoutASender_IsRefused()
    {
        var id = await ReadyAsync();
        await Rig.Queue.WriteAsync(
            Core.Persistence.WritePriority.Interactive,
            async (db, token) => (await db.EmailSettings.SingleAsync(token)).Host = "mail.example",
            default);

        Assert.Contains(new ScheduleObstacle.NoSender(), Assert.IsType<ScheduleCampaignResult.Refused>(await Rig.ScheduleAsync(id)).Obstacles);
    }

    [DatabaseFact]
    public async Task Schedule_ChangedSinceThePersonLooked_SaysWho()
    {
        var id = await ReadyAsync();
        await Rig.ChangeAsync(new ChangeCampaign(id, 1, "Dariush", Content: CampaignsRig.Content() with { Subject = "Other" }));

        var outrun = Assert.IsType<ScheduleCampaignResult.ChangedMeanwhile>(await Rig.ScheduleAsync(id));

        Assert.Equal(("Dariush", 2), (outrun.By, outrun.Version));
    }

    [DatabaseFact]
    public async Task Sends_PageByPage_ShowWhoIsInAStateOnceAndInOrder()
    {
        var id = await ReadyAsync(people: 40);
        await Rig.PlanAsync(id);
        for (var i = 0; i < 40; i += 7) await Rig.UnsubscribeAsync(Rig.Directory.Find(new Identifier(IdentifierNamespace.UserId, $"p{i}"))!.Value);
        _server.Says = mail => mail.To[1] switch
        {
            '2' => new EmailOutcome.Refused(550, "unknown"),
            '3' => new EmailOutcome.Deferred(451, "later", ServerAway: false),
            _ => new EmailOutcome.Accepted(250, "OK"),
        };
        await Rig.SendAsync(_server, most: 25);
        var number = (await Rig.ReadAsync(id)).Number;
        var all = await PagesAsync(new SendsAsked(number, null, null, null));

        Assert.Equal(40, all.Count);
        Assert.Equal(all.Select(s => s.Id).Order(), all.Select(s => s.Id));
        foreach (var state in new[] { SendState.Planned, SendState.Deferred, SendState.Sent, SendState.Failed, SendState.InDoubt, SendState.Skipped })
        {
            Assert.Equal(all.Where(s => s.State == state), await PagesAsync(new SendsAsked(number, state, null, null)));
            Assert.Equal(
                all.Where(s => s.State == state && s.Reason == SendReason.Refused), await PagesAsync(new SendsAsked(number, state, SendReason.Refused, null)));
            Assert.Equal(
                all.Where(s => s.State == state && s.Address!.Contains("p1", StringComparison.Ordinal)), await PagesAsync(new SendsAsked(number, state, null, "p1")));
        }

        Assert.Equal(5, all.Select(s => s.State).Distinct().Count());
    }

    private async Task<List<CampaignSendRow>> PagesAsync(SendsAsked asked)
    {
        var rows = new List<CampaignSendRow>();
        while (await Rig.Sends.PageAsync(asked, rows.LastOrDefault()?.Id, 4, default) is { Count: > 0 } page) rows.AddRange(page);
        return rows;
    }

    private async Task<CampaignId> ReadyAsync(int people = 1)
    {
        for (var i = 0; i < people; i++) Rig.Person($"p{i}", "free", $"p{i}@mail.example");
        return await Rig.DraftAsync();
    }
}
