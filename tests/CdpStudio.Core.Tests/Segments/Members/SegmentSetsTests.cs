using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Segments.Members;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Segments.Members;

public sealed class SegmentSetsTests : IDisposable
{
    private static readonly AudienceSetName s_paid = new AudienceSetName.Segment("Paid");

    private readonly SegmentsFixture _segments = new();

    [Fact]
    public async Task Find_WhoCameAndWent_IsToldFromMemoryAsTheDatabaseKnowsIt()
    {
        var follower = _segments.Follower();
        await _segments.SaveAsync("paid", """{"event":"Paid"}""");
        foreach (var members in new long[][] { [2, 4], [1, 2, 3], [1, 2, 3], [], [3, 4, 5], [4] })
        {
            _segments.Audience.Say("Paid", members);
            _segments.Clock.Now += TimeSpan.FromMinutes(1);
            await follower.FollowAsync(default);

            var kept = await FindAsync(_segments.Sets);
            Assert.Equal((await FindAsync(AfterAStart())).Stays, kept.Stays);
            Assert.Equal(members, kept.Stays.Where(s => s.Until is null).Select(s => s.Profile.Value));
        }

        Assert.Equal([1, 2, 3, 3, 4, 4, 5], (await FindAsync(_segments.Sets)).Stays.Select(s => s.Profile.Value).Order());
    }

    [Fact]
    public async Task Find_NothingMoved_IsTheSameSet()
    {
        await _segments.SaveAsync("paid", """{"event":"Paid"}""");
        _segments.Audience.Say("Paid", 1);
        await _segments.Follower().FollowAsync(default);

        Assert.Same(await FindAsync(_segments.Sets), await FindAsync(_segments.Sets));
    }

    [Fact]
    public async Task Find_AfterAnotherNodeWrote_KnowsIt()
    {
        await _segments.SaveAsync("paid", """{"event":"Paid"}""");
        _segments.Audience.Say("Paid", 1);
        await _segments.Follower().FollowAsync(default);
        var other = AfterAStart();
        Assert.Single((await FindAsync(other)).Stays);

        _segments.Audience.Say("Paid", 1, 2);
        await _segments.Follower().FollowAsync(default);

        Assert.Equal(2, (await FindAsync(other)).Stays.Count);
    }

    [Fact]
    public async Task Find_WhileARoundIsWritten_KnowsNothingOfIt()
    {
        await _segments.SaveAsync("paid", """{"event":"Paid"}""");
        _segments.Audience.Say("Paid", 1);
        await _segments.Follower().FollowAsync(default);
        await using var db = _segments.Database.CreateDbContext();
        var state = await db.SegmentMemberships.SingleAsync();

        await new MembershipBook(_segments.Database, _segments.Database.Queue).WriteAsync(
            state.Segment, new MembershipChange([new ProfileId(2)], [new ProfileId(1)]), new Dictionary<ProfileId, BroughtBy>(), state.Generation + 1, 5, default);

        var stay = Assert.Single((await FindAsync(AfterAStart())).Stays);
        Assert.Equal((1, null), (stay.Profile.Value, stay.Until));
    }

    [Fact]
    public async Task Find_ASegmentOfTheSameKeyMadeAnew_BeginsWithNobody()
    {
        await _segments.SaveAsync("paid", """{"event":"Paid"}""");
        _segments.Audience.Say("Paid", 1);
        await _segments.Follower().FollowAsync(default);
        Assert.Single((await FindAsync(_segments.Sets)).Stays);

        await _segments.DeleteAsync("paid");
        Assert.Null(await _segments.Sets.FindAsync(s_paid, default));
        await _segments.SaveAsync("paid", """{"event":"Paid"}""");

        Assert.Empty((await FindAsync(_segments.Sets)).Stays);
        Assert.Null(await _segments.Sets.FindAsync(new AudienceSetName.Tag("paid"), default));
    }

    public void Dispose() => _segments.Dispose();

    private SegmentSets AfterAStart() => new(_segments.Database, _segments.Rules);

    private static async Task<AudienceSet.Memberships> FindAsync(SegmentSets sets) =>
        Assert.IsType<AudienceSet.Memberships>(await sets.FindAsync(s_paid, default));
}
