using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Audience.Engine.Evaluation;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Reference;

namespace CdpStudio.Core.Tests.Audience.Engine;

public sealed class AudienceIndexTests
{
    private const long Now = 1_781_524_800_000;

    private static readonly Identifier s_ann = new(IdentifierNamespace.UserId, "ann");
    private static readonly Identifier s_device = new(IdentifierNamespace.DeviceId, "tablet");

    private readonly FactBook _book = new();
    private readonly AudienceIndex _index = new();
    private int _applied;

    [Fact]
    public void Publish_OneMoreEvent_IsInTheNextCountAndNotInTheSnapshotBefore()
    {
        _book.Happened([s_ann], "Bought", Now - 2);
        Publish();
        var before = _index.Current;

        _book.Happened([s_ann], "Bought", Now - 1);
        Publish();

        Assert.Empty(Found(before, Bought(2)));
        Assert.Equal([1], Found(_index.Current, Bought(2)));
        Assert.Equal(2, _index.Current.Position);
    }

    [Fact]
    public void Publish_EventThatIsLate_TakesItsPlaceInTime()
    {
        _book.Happened([s_ann], "Bought", Now - 10, """{"what":"shoes"}""");
        _book.Happened([s_ann], "Bought", Now - 5, """{"what":"hat"}""");
        Publish();

        _book.Happened([s_ann], "Bought", Now - 20, """{"what":"belt"}""");
        Publish();

        Assert.Equal([1], Found(_index.Current, What(last: false, "belt")));
        Assert.Equal([1], Found(_index.Current, What(last: true, "hat")));
    }

    [Fact]
    public void Publish_TwoProfilesBecomeOne_HistoriesAreOneAndTheLoserIsGone()
    {
        _book.Happened([s_device], "Bought", Now - 3);
        _book.Happened([s_ann], "Bought", Now - 2);
        Publish();
        Assert.Equal([1, 2], Found(_index.Current, new Rule.Everyone()));

        _book.Join(s_ann, s_device, Core.Facts.EdgeKind.Seen, Now - 1);
        Publish();

        Assert.Equal([1], Found(_index.Current, new Rule.Everyone()));
        Assert.Equal([1], Found(_index.Current, Bought(2)));
    }

    [Fact]
    public void Publish_ManyMergesAndEvents_EntriesAreBroughtHome()
    {
        const int People = 6_000;
        for (var i = 0; i < People; i++)
        {
            _book.Happened([Of(IdentifierNamespace.AnonymousId, i)], "Bought", Now - 3);
            _book.Happened([Of(IdentifierNamespace.UserId, i)], "Bought", Now - 2);
        }

        Publish();
        for (var i = 0; i < People; i++) _book.Join(Of(IdentifierNamespace.UserId, i), Of(IdentifierNamespace.AnonymousId, i), Core.Facts.EdgeKind.Seen, Now - 1);
        Publish();

        Assert.Empty(_index.Current.Rows.Mixed);
        Assert.Equal(People, _index.Current.Rows.Count);
        Assert.Equal(People, Found(_index.Current, Bought(2)).Count);
        Assert.Empty(Found(_index.Current, Bought(3)));
    }

    [Fact]
    public void Publish_EntriesOfAnErasedProfile_AreDroppedAtTheNextMerge()
    {
        var index = new AudienceIndex(MergeLimits.Default with { SmallestMerge = 4, MostWaiting = 0 }, []);
        for (var i = 0; i < 4; i++) _book.Happened([s_ann], "Bought", Now - 9);
        for (var i = 0; i < 4; i++) _book.Happened([s_device], "Bought", Now - 8);
        Publish(index);
        Assert.Equal(8, index.Current.Events.All[0].Entries().Count());

        _book.Erase(new Core.Kernel.ProfileId(1));
        for (var i = 0; i < 3; i++) _book.Happened([s_device], "Bought", Now - 7);
        Publish(index);
        Assert.Equal(11, index.Current.Events.All[0].Entries().Count());

        _book.Happened([s_device], "Bought", Now - 6);
        Publish(index);
        Assert.Equal(8, index.Current.Events.All[0].Entries().Count());
        Assert.Equal([2], Found(index.Current, Bought(8)));
    }

    [Fact]
    public async Task Find_WhileTheWriterGoesOn_SeesOneStateOnly()
    {
        // Everybody buys in pairs, published together: a count that saw half a batch would find somebody with an odd number.
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(() =>
        {
            var looks = 0;
            for (; !stop.IsCancellationRequested || looks < 10; looks++)
            {
                var snapshot = _index.Current;
                var everyone = Found(snapshot, new Rule.Everyone());
                Assert.Equal(everyone, Found(snapshot, Bought(2)));
                Assert.Equal(Found(snapshot, Bought(3)), Found(snapshot, Bought(4)));
            }

            return looks;
        });

        var random = new Random(1);
        for (var i = 0; i < 30_000; i++)
        {
            var who = Of(IdentifierNamespace.UserId, random.Next(3_000));
            _book.Happened([who], "Bought", Now - random.Next(1_000));
            _book.Happened([who], "Bought", Now - random.Next(1_000));
            if (i % 20 == 0) Publish();
        }

        Publish();
        await stop.CancelAsync();
        Assert.True(await reading >= 10);
    }

    private void Publish() => Publish(_index);

    private void Publish(AudienceIndex index)
    {
        foreach (var fact in _book.Facts.Skip(_applied)) index.Apply(fact);
        _applied = _book.Facts.Count;
        index.Publish();
    }

    private static List<long> Found(Snapshot snapshot, Rule rule)
    {
        var run = new AudienceRun(snapshot, new Declared(Core.Audience.Declarations.None), new GivenSegments(new ReferenceWorld { Facts = [] }), new RunSets(new Dictionary<Core.Audience.AudienceSetName, Core.Audience.AudienceSet>(), new SetRows(), new RunObjects([], new ReferenceColumns()), snapshot), Now);
        return [.. Members.Of(snapshot, run.Find(rule, CancellationToken.None), null).Select(m => m.Id.Value)];
    }

    private static Rule.Did Bought(int atLeast) => new(
        new EventMatch("bought", []), new Window.Always(), new Measure.Count(), new Test.Compare(NumberOperator.GreaterOrEqual, atLeast));

    private static Rule.Picked What(bool last, string value) => new(
        new EventMatch("bought", []), new Window.Always(), last, [new Filter.Property("what", new Test.Equal(new RuleValue.Text(value)))]);

    private static Identifier Of(string space, int number) => new(space, FormattableString.Invariant($"{number}"));
}
