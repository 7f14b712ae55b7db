using CdpStudio.Core.Audience;
using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;
using Xunit.Abstractions;

namespace CdpStudio.Core.Tests.Audience;

public sealed class AttributeChangesTests(ITestOutputHelper output)
{
    private const int Sets = 4;
    private const int MomentsAsked = 60;

    private static readonly DateTimeOffset s_now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly Identifier s_ann = new(IdentifierNamespace.UserId, "ann");

    private readonly FactBook _book = new() { RecordedAt = At(-100) };

    [Fact]
    public async Task Page_OfEverybody_HasTheChangesThatTheLanguageFinds()
    {
        output.WriteLine(FormattableString.Invariant($"CDPSTUDIO_TEST_SEED={RunSeed.Value}"));
        var found = 0;
        for (var set = 0; set < Sets; set++)
        {
            var seed = RunSeed.Value + set;
            var data = RandomData.Draw(seed, parts: set % 2 == 1);
            var changes = Over(data.World, data.Now);
            var naive = new ReferenceAudienceEngine(data.World, data.Now);
            var everybody = await MembersAsync(naive, new Rule.Everyone());
            var told = everybody.ToDictionary(profile => profile, profile => All(changes, profile).ToHashSet());
            var said = data.World.Facts.OfType<Fact.Assertion>().Where(a => a.ValidFrom <= data.Now.ToUnixTimeMilliseconds()).ToList();
            var dice = new Dice(seed);
            for (var i = 0; i < MomentsAsked; i++)
            {
                var asked = dice.Pick(said);
                var moment = new Window.Range(new WrittenDate.Moment(asked.ValidFrom), new WrittenDate.Moment(asked.ValidFrom + 1));

                var expected = await MembersAsync(naive, new Rule.Changed(asked.Name, moment, From: null, To: null));

                Assert.Equal(expected, everybody.Where(p => told[p].Contains((StudioText.Key(asked.Name), asked.ValidFrom))));
                found += expected.Count;
            }
        }

        Assert.True(found > 50, FormattableString.Invariant($"{found} changes only"));
    }

    [Fact]
    public void Page_TellsOldAndNewAndWhoSaidIt()
    {
        _book.Said([s_ann], "plan", "\"free\"", At(-90));
        _book.Said([s_ann], "plan", "\"FREE\"", At(-80));
        _book.Said([s_ann], "plan", "\"pro\"", At(-70));
        _book.Said([s_ann], "plan", "\"gone by the end of its moment\"", At(-60));
        _book.Said([s_ann], "plan", null, At(-60));
        _book.Said([s_ann], "plan", "\"tomorrow\"", At(1));

        var page = Over(new ReferenceWorld { Facts = _book.Facts }, s_now).Page(_book.NumberOf(s_ann), after: null, limit: 10);

        Assert.Null(page.End);
        Assert.Equal(
            [("\"pro\"", null, At(-60)), ("\"FREE\"", "\"pro\"", At(-70)), (null, "\"free\"", At(-90))],
            page.Changes.Select(c => (c.Before, c.After, c.Place.ValidFrom)));
        Assert.All(page.Changes, c => Assert.Equal(("plan", new SourceId(1)), (c.Name, c.Source)));
    }

    [Fact]
    public void By_AnAssertionThatWasUndone_IsNoChange_AlsoWhereAnotherOneOfItsMomentIs()
    {
        _book.Said([s_ann], "plan", "\"free\"", At(-90));
        _book.Said([s_ann], "plan", "\"basic\"", At(-60));
        _book.Said([s_ann], "plan", "\"pro\"", At(-60));
        var known = Over(new ReferenceWorld { Facts = _book.Facts }, s_now);
        _book.Cancel(3, 3);
        var undone = Over(new ReferenceWorld { Facts = _book.Facts }, s_now);

        Assert.Equal("pro", Assert.IsType<StudioValue.Text>(By(known, 3)!.After).Value);
        Assert.Null(By(known, 2));
        Assert.Null(By(undone, 3));
        Assert.Equal("basic", Assert.IsType<StudioValue.Text>(By(undone, 2)!.After).Value);

        KnownChange? By(AttributeChanges changes, long fact) => changes.By(_book.NumberOf(s_ann), "plan", new AssertionPlace(At(-60), fact), At(-60));
    }

    [Fact]
    public void Page_OfWhatIsSaidAllTheTime_EndsAndGoesOn()
    {
        _book.Said([s_ann], "plan", "\"free\"", At(-99));
        for (var i = 0; i < 3 * AttributeChanges.MostLookedAt; i++) _book.Said([s_ann], "plan", "\"pro\"", At(-90) + i);
        var changes = Over(new ReferenceWorld { Facts = _book.Facts }, s_now);

        var first = changes.Page(_book.NumberOf(s_ann), after: null, limit: 10);

        Assert.Empty(first.Changes);
        Assert.NotNull(first.End);
        Assert.Equal([At(-90), At(-99)], All(changes, _book.NumberOf(s_ann)).Select(c => c.Moment));
    }

    /// <summary>Page by page, newest first.</summary>
    private static List<(string Name, long Moment)> All(AttributeChanges changes, ProfileId profile)
    {
        var all = new List<AttributeChange>();
        var after = (AssertionPlace?)null;
        do
        {
            var page = changes.Page(profile, after, limit: 2);
            Assert.All(page.Changes, c => Assert.True(after is null || c.Place < after));
            all.AddRange(page.Changes);
            after = page.End;
        }
        while (after is not null);

        return all.ConvertAll(c => (StudioText.Key(c.Name), c.Place.ValidFrom));
    }

    private static AttributeChanges Over(ReferenceWorld world, DateTimeOffset now)
    {
        var index = new AudienceIndex(world.Facts.OfType<Fact.Erasure>().SelectMany(e => e.Profiles));
        var cancelled = CancelledFacts.Of(world.Facts.OfType<Fact.Cancellation>());
        foreach (var fact in world.Facts) index.Apply(fact, cancelled);
        index.Publish();
        return new AttributeChanges(new LiveAudience(index), new GivenCatalogue(world), new StoppedClock(now));
    }

    private static Task<IReadOnlyList<ProfileId>> MembersAsync(ReferenceAudienceEngine engine, Rule rule) =>
        engine.MembersAsync(new AudienceQuery(rule), after: null, limit: int.MaxValue, default);

    private static long At(int days) => s_now.AddDays(days).ToUnixTimeMilliseconds();
}
