using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Segments.Members;
using CdpStudio.Core.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Core.Tests.Campaigns;

public sealed class ChangeCampaignTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly CampaignsRig _rig;

    public ChangeCampaignTests() => _rig = new CampaignsRig(_database);

    [Fact]
    public async Task Change_OverAnotherOnesSave_IsRefusedWithWhoAndKeepsTheirs()
    {
        var id = await _rig.DraftAsync();
        await _rig.ChangeAsync(new ChangeCampaign(id, 1, "Dariush", Name: "Theirs"));

        var refused = Assert.IsType<ChangeCampaignResult.ChangedMeanwhile>(await _rig.ChangeAsync(new ChangeCampaign(id, 1, "Linh", Name: "Mine")));

        Assert.Equal(("Dariush", 2), (refused.By, refused.Version));
        Assert.Equal("Theirs", (await _rig.ReadAsync(id)).Name);
    }

    [Fact]
    public async Task Change_WhatIsScheduled_OnlyItsName()
    {
        _rig.Person("ann", "free", "ann@mail.example");
        var id = await _rig.DraftAsync();
        await _rig.ScheduleAsync(id);

        Assert.Equal(
            new ChangeCampaignResult.NotADraft(CampaignState.Scheduled),
            await _rig.ChangeAsync(new ChangeCampaign(id, 1, "Linh", Content: CampaignsRig.Content() with { Subject = "Late idea" })));
        Assert.IsType<ChangeCampaignResult.Changed>(await _rig.ChangeAsync(new ChangeCampaign(id, 1, "Linh", Name: "Spring 2026")));

        var row = await _rig.ReadAsync(id);
        Assert.Equal(("Spring 2026", "Hello"), (row.Name, row.Content.Subject));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task Change_ToNoName_IsRefused(string name) =>
        Assert.IsType<ChangeCampaignResult.NameRefused>(await _rig.ChangeAsync(new ChangeCampaign(await _rig.DraftAsync(), 1, "Linh", Name: name)));

    [Fact]
    public async Task Delete_Draft_IsGoneAndComesBackAsItWas()
    {
        var id = await _rig.DraftAsync();
        var before = await _rig.ReadAsync(id);
        var delete = new DeleteCampaignHandler(_rig.Queue, _rig.Changes, NullLogger<DeleteCampaignHandler>.Instance);

        var deleted = Assert.IsType<DeleteCampaignResult.Deleted>(await delete.HandleAsync(new DeleteCampaign(id), default));
        Assert.Null(await _rig.List.ReadAsync(id, default));
        var other = await _rig.DraftAsync();

        var restore = new RestoreCampaignHandler(_rig.Queue, _rig.Changes);
        await restore.HandleAsync(new RestoreCampaign(deleted.Draft), default);
        await restore.HandleAsync(new RestoreCampaign(deleted.Draft), default);

        var after = await _rig.ReadAsync(id);
        Assert.Equal(before with { Number = after.Number, Audience = after.Audience }, after);
        Assert.NotEqual((await _rig.ReadAsync(other)).Number, after.Number);
        Assert.Equal(2, (await _rig.List.FindAsync(null, null, 10, default)).Count);
    }

    [Fact]
    public async Task Delete_WhatIsScheduled_IsRefused()
    {
        _rig.Person("ann", "free", "ann@mail.example");
        var id = await _rig.DraftAsync();
        await _rig.ScheduleAsync(id);
        var delete = new DeleteCampaignHandler(_rig.Queue, _rig.Changes, NullLogger<DeleteCampaignHandler>.Instance);

        Assert.Equal(new DeleteCampaignResult.NotADraft(CampaignState.Scheduled), await delete.HandleAsync(new DeleteCampaign(id), default));
    }

    [Fact]
    public async Task DeleteSegment_ThatACampaignNeeds_IsRefusedWithItsName()
    {
        await _rig.SegmentAsync("vip", """{"attribute":"plan","op":"eq","value":"gold"}""");
        await _rig.DraftAsync(without: ["vip"]);

        var inUse = Assert.IsType<DeleteSegmentResult.InUse>(await DeleteAsync("vip"));

        Assert.Equal(("campaign", "Spring"), inUse.Users.Select(u => (u.Kind, u.Name)).Single());
    }

    [Fact]
    public async Task DeleteSegment_OfACampaignThatWentOut_IsFree()
    {
        _rig.Person("ann", "free", "ann@mail.example");
        await _rig.PlanAsync(await _rig.DraftAsync());

        Assert.IsType<DeleteSegmentResult.Deleted>(await DeleteAsync("all"));
    }

    [Fact]
    public void Audience_WrittenByVersionOne_IsReadAndWrittenTheSame()
    {
        const string Stored = """{"version":1,"segment":"loyal","without":["bought-today"]}""";

        var audience = CampaignAudienceJson.Read(Stored);

        Assert.Equal((CampaignsRig.Key("loyal"), "bought-today"), (audience.Segment!.Value, Assert.Single(audience.Without).Value));
        Assert.Equal(Stored, CampaignAudienceJson.Write(audience));
    }

    [Theory]
    [InlineData("""{"version":2,"segment":"loyal"}""")]
    [InlineData("""{"version":1,"segment":"Not A Key"}""")]
    [InlineData("""{"version":1,"everyone":true}""")]
    [InlineData("null")]
    public void Audience_OfAnotherForm_IsRefusedAndNeverWider(string json) => Assert.False(CampaignAudienceJson.TryRead(json, out _, out _));

    private Task<DeleteSegmentResult> DeleteAsync(string key) => new DeleteSegmentHandler(
        _rig.Queue, _rig.Segments, [new CampaignUse()], new MembershipSignal(), NullLogger<DeleteSegmentHandler>.Instance)
        .HandleAsync(new DeleteSegment(CampaignsRig.Key(key)), default);

    public void Dispose()
    {
        _rig.Dispose();
        _database.Dispose();
    }
}
