using CdpStudio.Core.Kernel;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Segments.Members;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Segments.Members;

public sealed class MembershipFollowerTests : IDisposable
{
    private readonly SegmentsFixture _segments = new();

    [Fact]
    public async Task Follow_PeopleComeAndGo_KeepsWhoIsInAndSinceWhen()
    {
        var follower = await SavedAsync("paid", 1, 2, 3);
        await follower.FollowAsync(default);
        var first = Now;
        _segments.Audience.Say("Paid", 2, 3, 4);
        _segments.Clock.Now += TimeSpan.FromMinutes(1);

        await follower.FollowAsync(default);

        Assert.Equal([2, 3, 4], await MembersAsync());
        await using var db = _segments.Database.CreateDbContext();
        var stays = await db.SegmentStays.OrderBy(s => s.Profile).ToListAsync();
        Assert.Equal([(1, first, Now), (2, first, null), (3, first, null), (4, Now, null)], stays.Select(s => (s.Profile.Value, s.EnteredAt, s.LeftAt)));
    }

    /// <summary>Whoever is somebody else by other rules of identity has done nothing: no journey begins with it, not even of those that anybody may enter again.</summary>
    [Fact]
    public async Task Follow_OtherRulesOfIdentity_LetPeopleInQuietly()
    {
        var follower = await SavedAsync("paid", 1);
        await follower.FollowAsync(default);
        (_segments.Audience.IdentityMark, _segments.Clock.Now) = ("A", _segments.Clock.Now + TimeSpan.FromMinutes(1));
        _segments.Audience.Say("Paid", 1, 2);
        await follower.FollowAsync(default);
        _segments.Clock.Now += TimeSpan.FromMinutes(1);
        _segments.Audience.Say("Paid", 1, 2, 3);

        await _segments.Follower().FollowAsync(default);

        await using var db = _segments.Database.CreateDbContext();
        var stays = await db.SegmentStays.OrderBy(s => s.Profile).ToListAsync();
        Assert.Equal([(1, false), (2, true), (3, false)], stays.Select(s => (s.Profile.Value, s.IsQuiet)));
    }

    [Fact]
    public async Task Follow_SomebodyReturns_IsAStayOfItsOwn()
    {
        var follower = await SavedAsync("paid", 1);
        await follower.FollowAsync(default);
        foreach (var members in new long[][] { [], [1] })
        {
            _segments.Audience.Say("Paid", members);
            _segments.Clock.Now += TimeSpan.FromMinutes(1);
            await follower.FollowAsync(default);
        }

        await using var db = _segments.Database.CreateDbContext();
        Assert.Equal(2, await db.SegmentStays.CountAsync());
        Assert.Equal([1], await MembersAsync());
    }

    [Fact]
    public async Task Follow_NothingChanged_WritesNothing()
    {
        var follower = await SavedAsync("paid", 1);
        await follower.FollowAsync(default);
        _segments.Audience.Position++;
        _segments.Clock.Now += TimeSpan.FromMinutes(5);

        await follower.FollowAsync(default);

        Assert.Equal(1, (await StateAsync()).Generation);
    }

    [Fact]
    public async Task Follow_NoFactAndNoTime_AsksNobody()
    {
        var follower = await SavedAsync("paid", 1);
        await follower.FollowAsync(default);
        var asked = _segments.Audience.Asked;

        await follower.FollowAsync(default);
        Assert.Equal(asked, _segments.Audience.Asked);

        _segments.Clock.Now += new SegmentOptions().QuietInterval;
        await follower.FollowAsync(default);
        Assert.Equal(asked + 1, _segments.Audience.Asked);
    }

    [Fact]
    public async Task Follow_AfterAKillInTheMiddle_NoHalfIsSeenAndTheRoundIsMade()
    {
        var follower = await SavedAsync("paid", 1, 2);
        await follower.FollowAsync(default);
        var book = new MembershipBook(_segments.Database, _segments.Database.Queue);
        var number = (await StateAsync()).Segment;
        await book.WriteAsync(number, new MembershipChange([new ProfileId(8), new ProfileId(9)], [new ProfileId(1)]), new Dictionary<ProfileId, BroughtBy>(), generation: 2, at: 77, default);

        Assert.Equal([1, 2], await MembersAsync());
        _segments.Audience.Say("Paid", 2, 9);
        await _segments.Follower().FollowAsync(default);

        Assert.Equal([2, 9], await MembersAsync());
        await using var db = _segments.Database.CreateDbContext();
        Assert.Equal([1, 2, 9], (await db.SegmentStays.ToListAsync()).Select(s => s.Profile.Value).Order());
        Assert.DoesNotContain(await db.SegmentStays.ToListAsync(), s => s.EnteredAt == 77 || s.LeftAt == 77);
    }

    [Fact]
    public async Task Follow_MorePeopleThanOneWriteHolds_KeepsAll()
    {
        var many = Enumerable.Range(1, 1_234).Select(i => (long)i).ToArray();
        var follower = await SavedAsync("paid", many);

        await follower.FollowAsync(default);

        Assert.Equal(many, await MembersAsync());
    }

    [Fact]
    public async Task Follow_AnotherRule_IsEvaluatedAtOnce()
    {
        var follower = await SavedAsync("paid", 1);
        await follower.FollowAsync(default);
        await _segments.SaveAsync("paid", """{"everyone":true}""");

        await follower.FollowAsync(default);

        Assert.Equal(100, (await StateAsync()).Count);
        Assert.Equal(2, (await StateAsync()).Version);
    }

    [Fact]
    public async Task Follow_DayByDay_WritesOneRowADay()
    {
        _segments.Audience.TimeZone = "Asia/Ho_Chi_Minh";
        _segments.Clock.Now = new DateTimeOffset(2026, 1, 5, 16, 59, 0, TimeSpan.Zero); // 23:59 there
        var follower = await SavedAsync("paid", 1, 2);
        await follower.FollowAsync(default);
        _segments.Clock.Now += TimeSpan.FromMinutes(2);
        await follower.FollowAsync(default);
        _segments.Audience.Say("Paid", 2, 3, 4);
        await follower.FollowAsync(default);

        var row = await _segments.List.ReadAsync(SegmentsFixture.Key("paid"), default);

        Assert.Equal([new SegmentDayCount(new(2026, 1, 5), 2, 2, 0), new SegmentDayCount(new(2026, 1, 6), 3, 2, 1)], row!.Trend);
    }

    [Fact]
    public async Task Follow_DeletedSegment_LeavesNothingAndItsNumberIsNotGivenMeanwhile()
    {
        var follower = await SavedAsync("paid", 1, 2);
        await follower.FollowAsync(default);
        var number = (await StateAsync()).Segment;
        await _segments.DeleteAsync("paid");
        await _segments.SaveAsync("other", """{"everyone":true}""");
        Assert.NotEqual(number, _segments.Rules.All.Single().Number);

        await follower.FollowAsync(default);

        await using var db = _segments.Database.CreateDbContext();
        Assert.DoesNotContain(await db.SegmentStays.Select(s => s.Segment).Distinct().ToListAsync(), s => s == number);
        Assert.Equal(1, await db.SegmentMemberships.CountAsync());
    }

    [Fact]
    public async Task OfProfile_Member_SaysWhichAndSinceWhen()
    {
        var follower = await SavedAsync("paid", 7);
        await follower.FollowAsync(default);

        var segments = new SegmentsOfProfile(_segments.Database, _segments.Rules, _segments.Audience);

        Assert.Equal([new("paid", "paid", _segments.Clock.Now)], await segments.OfAsync(new ProfileId(7), default));
        Assert.Empty(await segments.OfAsync(new ProfileId(8), default));
    }

    [Fact]
    public void Between_AnyMemberships_AgreesWithSets()
    {
        var random = new Random(5);
        for (var i = 0; i < 200; i++)
        {
            var (before, after) = (Some(random), Some(random));

            var change = MembershipChange.Between(before, after);

            Assert.Equal(after.Except(before), change.Entered);
            Assert.Equal(before.Except(after), change.Left);
        }
    }

    public void Dispose() => _segments.Dispose();

    private long Now => _segments.Clock.Now.ToUnixTimeMilliseconds();

    private static List<ProfileId> Some(Random random) =>
        [.. Enumerable.Range(1, 30).Where(_ => random.Next(2) == 0).Select(i => new ProfileId(i))];

    private async Task<MembershipFollower> SavedAsync(string key, params long[] members)
    {
        _segments.Audience.Say("Paid", members);
        Assert.IsType<SaveSegmentResult.Saved>(await _segments.SaveAsync(key, """{"event":"Paid"}"""));
        return _segments.Follower();
    }

    private async Task<SegmentMembership> StateAsync()
    {
        await using var db = _segments.Database.CreateDbContext();
        return await db.SegmentMemberships.SingleAsync();
    }

    private async Task<IEnumerable<long>> MembersAsync()
    {
        var state = await StateAsync();
        var members = await new MembershipBook(_segments.Database, _segments.Database.Queue).MembersAsync(state.Segment, state.Generation, default);
        return members.Select(m => m.Value);
    }
}
