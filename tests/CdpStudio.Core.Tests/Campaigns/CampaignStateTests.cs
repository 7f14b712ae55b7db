using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Ledger;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Campaigns;

public sealed class CampaignStateTests : IDisposable
{
    private readonly CampaignsRig _rig = new();
    private readonly FakeServer _server = new();

    [Fact]
    public async Task Schedule_Now_IsAMinuteAheadAndNothingLeavesBefore()
    {
        var id = await ReadyAsync();

        Assert.Equal(new ScheduleCampaignResult.Scheduled(_rig.Clock.Now.AddSeconds(60)), await _rig.ScheduleAsync(id));

        _rig.Clock.Now += TimeSpan.FromSeconds(59);
        await _rig.LookAsync();
        Assert.Equal(CampaignState.Scheduled, (await _rig.ReadAsync(id)).State);
        _rig.Clock.Now += TimeSpan.FromSeconds(1);
        await _rig.LookAsync();
        Assert.Equal(CampaignState.Planning, (await _rig.ReadAsync(id)).State);
    }

    [Fact]
    public async Task TakeBack_WithinTheMinute_IsADraftThatNeverLeaves()
    {
        var id = await ReadyAsync();
        await _rig.ScheduleAsync(id);

        Assert.Equal(new CampaignMove.Moved(CampaignState.Draft), await _rig.TakeBackAsync(id));

        _rig.Clock.Now += TimeSpan.FromMinutes(5);
        await _rig.LookAsync();
        Assert.False(await _rig.WorkAsync());
        Assert.Equal((CampaignState.Draft, null), ((await _rig.ReadAsync(id)).State, (await _rig.ReadAsync(id)).SendAt));
    }

    [Fact]
    public async Task TakeBack_OnceItIsPlanned_IsTooLate()
    {
        var id = await ReadyAsync();
        await _rig.PlanAsync(id);

        Assert.Equal(new CampaignMove.NotFrom(CampaignState.Sending), await _rig.TakeBackAsync(id));
    }

    [Fact]
    public async Task Schedule_PressedTwice_SchedulesOnce()
    {
        var id = await ReadyAsync();

        var results = await Task.WhenAll(_rig.ScheduleAsync(id), _rig.ScheduleAsync(id));

        Assert.Single(results.OfType<ScheduleCampaignResult.Scheduled>());
        Assert.Equal(CampaignState.Scheduled, Assert.Single(results.OfType<ScheduleCampaignResult.NotADraft>()).State);
    }

    [Fact]
    public async Task Look_OnTwoNodesAtOnce_BeginsOnce()
    {
        var id = await ReadyAsync();
        await _rig.ScheduleAsync(id);
        await _rig.StartAsync(id);

        await Task.WhenAll(_rig.LookAsync(), _rig.LookAsync(), _rig.LookAsync());

        await using var db = _rig.Database.CreateDbContext();
        Assert.Equal(1, await db.JobRuns.CountAsync());
    }

    [Fact]
    public async Task Look_DueLongAgo_WaitsForAPerson()
    {
        var id = await ReadyAsync();
        await _rig.ScheduleAsync(id, _rig.Clock.Now.AddHours(1));

        _rig.Clock.Now += TimeSpan.FromMinutes(91);
        await _rig.LookAsync();

        var late = await _rig.ReadAsync(id);
        Assert.Equal((CampaignState.Paused, PauseReasons.Late, true), (late.State, late.PauseReason, late.IsLate));
        Assert.False(await _rig.WorkAsync());
        Assert.Equal(new CampaignMove.Moved(CampaignState.Scheduled), await _rig.ResumeAsync(id));
        Assert.Equal(_rig.Clock.Now.AddSeconds(60), (await _rig.ReadAsync(id)).SendAt);
    }

    [Fact]
    public async Task Look_DueALittleAgo_Begins()
    {
        var id = await ReadyAsync();
        await _rig.ScheduleAsync(id, _rig.Clock.Now.AddHours(1));

        _rig.Clock.Now += TimeSpan.FromMinutes(90);
        await _rig.LookAsync();

        Assert.Equal(CampaignState.Planning, (await _rig.ReadAsync(id)).State);
    }

    [Fact]
    public async Task TakeBack_OneThatWasDueLongAgo_IsADraft()
    {
        var id = await ReadyAsync();
        await _rig.ScheduleAsync(id, _rig.Clock.Now.AddHours(1));
        _rig.Clock.Now += TimeSpan.FromDays(1);
        await _rig.LookAsync();

        Assert.Equal(new CampaignMove.Moved(CampaignState.Draft), await _rig.TakeBackAsync(id));

        Assert.Null((await _rig.ReadAsync(id)).PauseReason);
    }

    [Fact]
    public async Task Pause_WhileSending_NothingLeavesUntilResumed()
    {
        var id = await ReadyAsync(people: 5);
        await _rig.PlanAsync(id);
        await _rig.SendAsync(_server, most: 2);

        await _rig.PauseAsync(id);
        await _rig.SendAsync(_server);
        Assert.Equal(2, _server.Accepted.Count);

        Assert.Equal(new CampaignMove.Moved(CampaignState.Sending), await _rig.ResumeAsync(id));
        await _rig.SendAsync(_server);
        await _rig.LookAsync();
        Assert.Equal(5, _server.Accepted.Distinct().Count());
        Assert.Equal(CampaignState.Finished, (await _rig.ReadAsync(id)).State);
    }

    [Fact]
    public async Task Pause_WhilePlanning_IsPlannedToTheEndAndRests()
    {
        var id = await ReadyAsync(people: 3);
        await _rig.ScheduleAsync(id);
        await _rig.StartAsync(id);
        await _rig.LookAsync();
        await _rig.PauseAsync(id);

        await _rig.WorkAsync();
        await _rig.SendAsync(_server);

        Assert.Equal((CampaignState.Paused, 3), ((await _rig.ReadAsync(id)).State, (await _rig.CountsAsync(id)).Left));
        Assert.Empty(_server.Accepted);
        await _rig.ResumeAsync(id);
        await _rig.SendAsync(_server);
        Assert.Equal(3, _server.Accepted.Count);
    }

    [Fact]
    public async Task Cancel_InTheMiddle_SkipsTheRestAndSaysSo()
    {
        var id = await ReadyAsync(people: 5);
        await _rig.PlanAsync(id);
        await _rig.SendAsync(_server, most: 2);

        await _rig.CancelAsync(id);
        await _rig.LookAsync();

        var row = await _rig.ReadAsync(id);
        Assert.Equal((CampaignState.Cancelled, _rig.Clock.Now), (row.State, row.FinishedAt));
        Assert.Equal((2, 3, 0), (row.Counts!.Sent, row.Counts.Skipped, row.Counts.Left));
        Assert.Equal(SendReason.Cancelled, Assert.Single(row.Counts.Reasons(SendState.Skipped)).Reason);
        await _rig.SendAsync(_server);
        Assert.Equal(2, _server.Accepted.Count);
        Assert.Equal(new CampaignMove.NotFrom(CampaignState.Cancelled), await _rig.ResumeAsync(id));
    }

    [Fact]
    public async Task Cancel_WhilePlanning_StopsThePlanner()
    {
        var id = await ReadyAsync(people: 3);
        await _rig.ScheduleAsync(id);
        await _rig.StartAsync(id);
        await _rig.LookAsync();

        await _rig.CancelAsync(id);
        await _rig.WorkAsync();
        await _rig.LookAsync();

        Assert.Equal((CampaignState.Cancelled, 0), ((await _rig.ReadAsync(id)).State, (await _rig.CountsAsync(id)).Planned));
    }

    [Fact]
    public async Task Unsubscribe_WhileQueued_IsSkippedWithItsReason()
    {
        var id = await ReadyAsync(people: 2);
        await _rig.PlanAsync(id);

        await _rig.UnsubscribeAsync(_rig.Directory.Find(new Identifier(IdentifierNamespace.UserId, "p1"))!.Value);
        await _rig.SendAsync(_server);
        await _rig.LookAsync();

        Assert.Equal(["p0@mail.example"], _server.Accepted);
        var row = await _rig.ReadAsync(id);
        Assert.Equal((CampaignState.Finished, SendReason.Unsubscribed), (row.State, Assert.Single(row.Counts!.Reasons(SendState.Skipped)).Reason));
    }

    [Fact]
    public async Task Plan_TwoProfilesOfOneMailbox_OneMail()
    {
        _rig.Person("ann", "free", CampaignsRig.Address("ann", other: false));
        _rig.Person("anna", "free", CampaignsRig.Address("ann", other: true));
        var id = await _rig.DraftAsync();

        await _rig.PlanAsync(id);
        await _rig.SendAsync(_server);

        Assert.Equal([CampaignsRig.Address("ann", other: true)], _server.Accepted);
        Assert.Equal(SendReason.SameMailbox, Assert.Single((await _rig.CountsAsync(id)).Reasons(SendState.Skipped)).Reason);
    }

    [Fact]
    public async Task SendAgain_OnlyToTheNumberThatWasAgreedTo()
    {
        var id = await ReadyAsync(people: 3);
        await _rig.PlanAsync(id);
        await _rig.SendAsync(_server, most: 1, killed: true);
        await _rig.SendAsync(_server);
        await _rig.LookAsync();
        Assert.Equal((CampaignState.Finished, 1), ((await _rig.ReadAsync(id)).State, (await _rig.CountsAsync(id)).InDoubt));

        _rig.Clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(new SendAgainResult.OtherNumber(1), await _rig.SendAgainAsync(id, 2));
        Assert.IsType<SendAgainResult.Again>(await _rig.SendAgainAsync(id, 1));
        Assert.Equal(new SendAgainResult.OtherNumber(0), await _rig.SendAgainAsync(id, 1));

        await _rig.SendAsync(_server);
        await _rig.LookAsync();
        var row = await _rig.ReadAsync(id);
        Assert.Equal((CampaignState.Finished, 3, 0), (row.State, row.Counts!.Sent, row.Counts.InDoubt));
        Assert.Equal(4, _server.Accepted.Count);
    }

    [Fact]
    public async Task Schedule_WhatCannotGoOut_SaysEveryReason()
    {
        await _rig.SegmentAsync("empty", """{"attribute":"plan","op":"eq","value":"gold"}""");
        var id = await _rig.DraftAsync("empty", content: MessageContent.Empty);

        var refused = Assert.IsType<ScheduleCampaignResult.Refused>(await _rig.ScheduleAsync(id, _rig.Clock.Now.AddMinutes(-1)));

        Assert.Contains(new ScheduleObstacle.TimeIsPast(), refused.Obstacles);
        Assert.Contains(new ScheduleObstacle.NobodyGetsIt(), refused.Obstacles);
        Assert.Contains(refused.Obstacles.OfType<ScheduleObstacle.Content>(), o => o.Problem.Kind == ContentProblemKind.NoSubject);
        Assert.Equal(CampaignState.Draft, (await _rig.ReadAsync(id)).State);
    }

    [Fact]
    public async Task Schedule_ServerWithoutASender_IsRefused()
    {
        var id = await ReadyAsync();
        await _rig.Database.Queue.WriteAsync(
            Core.Persistence.WritePriority.Interactive,
            async (db, token) => (await db.EmailSettings.SingleAsync(token)).Host = "mail.example",
            default);

        Assert.Contains(new ScheduleObstacle.NoSender(), Assert.IsType<ScheduleCampaignResult.Refused>(await _rig.ScheduleAsync(id)).Obstacles);
    }

    [Fact]
    public async Task Schedule_ChangedSinceThePersonLooked_SaysWho()
    {
        var id = await ReadyAsync();
        await _rig.ChangeAsync(new ChangeCampaign(id, 1, "Dariush", Content: CampaignsRig.Content() with { Subject = "Other" }));

        var outrun = Assert.IsType<ScheduleCampaignResult.ChangedMeanwhile>(await _rig.ScheduleAsync(id));

        Assert.Equal(("Dariush", 2), (outrun.By, outrun.Version));
    }

    private async Task<CampaignId> ReadyAsync(int people = 1)
    {
        for (var i = 0; i < people; i++) _rig.Person($"p{i}", "free", $"p{i}@mail.example");
        return await _rig.DraftAsync();
    }

    public void Dispose() => _rig.Dispose();
}
