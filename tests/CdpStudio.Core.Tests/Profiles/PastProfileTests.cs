using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;
using Xunit.Abstractions;

namespace CdpStudio.Core.Tests.Profiles;

public sealed class PastProfileTests(ITestOutputHelper output)
{
    private const int Questions = 60;
    private const int LastEvents = 5;

    private static readonly DateTimeOffset s_now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly Identifier s_ann = new(IdentifierNamespace.UserId, "ann");
    private static readonly Identifier s_mail = new(IdentifierNamespace.Email, "ann@example.com");
    private static readonly Identifier s_phone = new(IdentifierNamespace.AnonymousId, "phone");

    private readonly FactBook _book = new() { RecordedAt = At(-100) };

    [Fact]
    public async Task Read_AnybodyAtAnyMoment_EqualsTheReference()
    {
        output.WriteLine(FormattableString.Invariant($"CDPSTUDIO_TEST_SEED={RunSeed.Value}"));
        var (found, nobody, apart) = (0, 0, 0);
        for (var set = 0; set < 8; set++)
        {
            var seed = RunSeed.Value + set;
            var data = RandomData.Draw(seed, cancels: set % 2 == 1, parts: set % 4 >= 2);
            // Half of them with other rules than that the newest wins.
            var told = set % 8 >= 4 ? RandomWinners.Of(data.World, seed) : data.World;
            using var world = await PastWorld.OfAsync(told, data.Now);
            var dice = new Dice(seed);
            for (var i = 0; i < Questions; i++)
            {
                var (asOf, knownAt) = Ask(dice, data);
                var number = dice.Pick([.. ReferenceFacts.About(dice.Pick(data.World.Facts)), new ProfileId(1)]);

                var expected = ReferencePast.Of(told, number, asOf, knownAt, LastEvents);
                var read = await world.ReadAsync(number, asOf, knownAt, LastEvents);

                Assert.Equal(expected, ReferencePast.Of(read));
                (found, nobody, apart) = (found + (read is null ? 0 : 1), nobody + (read is null ? 1 : 0), apart + (read?.Apart.Count ?? 0));
            }
        }

        output.WriteLine(FormattableString.Invariant($"{found} found, {nobody} nobody, {apart} who were others then"));
        Assert.True(found > 50 && nobody > 50);
    }

    [Fact]
    public async Task AsItWas_OfWhomTooManyEdgesLeadAway_IsRefusedAndNowKnownIsTold()
    {
        for (var i = 0; i <= PastProfile.MostEdges; i++) _book.Join(s_ann, s_mail, EdgeKind.Seen, At(-90));
        using var world = await WorldAsync();

        var refused = await Assert.ThrowsAsync<TooManyEdgesException>(() => world.ReadAsync(new(1), At(-50), Known(-50)));

        Assert.Contains("10,000", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(await world.ReadAsync(new(1), At(-50), null));
    }

    [Fact]
    public async Task AsItWas_SaidLater_IsNotKnownYet()
    {
        _book.Said([s_ann], "plan", "\"free\"", At(-90));
        _book.RecordedAt = At(-10);
        _book.Said([s_ann], "plan", "\"pro\"", At(-80));
        _book.Happened([s_ann], "Bought", At(-70));
        using var world = await WorldAsync();

        var (known, then) = (await world.ReadAsync(new(1), At(-50), null), await world.ReadAsync(new(1), At(-50), Known(-50)));

        Assert.Equal(("\"pro\"", At(-80), At(-10)), PlanOf(known!));
        Assert.Equal(("\"free\"", At(-90), At(-100)), PlanOf(then!));
        Assert.Equal((1, 0), (known!.Events, then!.Events));
        Assert.Equal(At(-70), Assert.Single(known.LastEvents).Timestamp);
    }

    [Fact]
    public async Task AsItWas_JoinedLater_IsWhoTheyWereKnownToBe()
    {
        _book.Happened([s_ann, s_mail], "Bought", At(-90));
        _book.Happened([s_phone], "Viewed", At(-89));
        _book.Join(s_phone, s_phone, EdgeKind.Seen, At(-89));
        _book.RecordedAt = At(-10);
        _book.Join(s_ann, s_phone, EdgeKind.Seen, At(-10));
        using var world = await WorldAsync();

        var (known, ann, phone) = (
            await world.ReadAsync(new(1), At(-50), null), await world.ReadAsync(new(1), At(-50), Known(-50)), await world.ReadAsync(new(3), At(-50), Known(-50)));

        Assert.Equal((2, 1, 1), (known!.Events, ann!.Events, phone!.Events));
        Assert.Equal([s_ann, s_mail], ann.Identifiers);
        Assert.Equal([s_phone], phone.Identifiers);
        Assert.Equal((new ProfileId(1), new ProfileId(3)), (ann.Id, phone.Id));
        Assert.Equal([new ProfileId(3)], ann.Apart);
        Assert.Equal([new ProfileId(1)], phone.Apart);
        Assert.Empty(known.Apart);
    }

    [Fact]
    public async Task AsItWas_TakenApartLater_IsStillOne()
    {
        _book.Happened([s_ann, s_mail], "Bought", At(-90));
        _book.RecordedAt = At(-10);
        _book.Cut(new(1), new(2));
        _book.Fence(new(1), new(2));
        using var world = await WorldAsync();

        Assert.Equal([s_ann], (await world.ReadAsync(new(1), At(-50), null))!.Identifiers);
        Assert.Equal([s_ann, s_mail], (await world.ReadAsync(new(2), At(-50), Known(-50)))!.Identifiers);
    }

    [Fact]
    public async Task AsItWas_CancelledLater_WasStillBelieved()
    {
        _book.Said([s_ann], "plan", "\"free\"", At(-90));
        _book.Said([s_ann, s_mail], "plan", "\"wrong\"", At(-85));
        _book.RecordedAt = At(-10);
        _book.Cancel(2, 3);
        using var world = await WorldAsync();

        Assert.Equal("\"free\"", PlanOf((await world.ReadAsync(new(1), At(-50), null))!).Value);
        var then = await world.ReadAsync(new(1), At(-50), Known(-50));
        Assert.Equal("\"wrong\"", PlanOf(then!).Value);
        Assert.Equal([s_mail], then!.Identifiers.Where(i => i.Namespace == IdentifierNamespace.Email));
        Assert.Equal("\"free\"", PlanOf((await world.ReadAsync(new(1), At(-5), Known(-5)))!).Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_ErasedPerson_IsGoneAtEveryTime(bool byThen)
    {
        _book.Happened([s_ann, s_mail], "Bought", At(-90));
        _book.RecordedAt = At(-10);
        _book.Erase(new(1));
        using var world = await WorldAsync();

        Assert.Null(await world.ReadAsync(new(1), At(-50), byThen ? Known(-50) : null));
        Assert.Null(await world.ReadAsync(new(2), At(-50), byThen ? Known(-50) : null));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(9)]
    [InlineData(long.MaxValue)]
    public async Task Read_NumberThatNobodyHas_IsNobody(long number)
    {
        _book.Happened([s_ann], "Bought", At(-90));
        using var world = await WorldAsync();

        Assert.Null(await world.ReadAsync(new(number), At(-50), null));
        Assert.Null(await world.ReadAsync(new(number), At(-50), Known(-50)));
    }

    [Fact]
    public async Task Value_AsItWasKnown_IsToldWithoutReadingEvents()
    {
        _book.Said([s_ann], "plan", "\"free\"", At(-90));
        for (var i = 0; i < 5; i++) _book.Happened([s_ann, s_mail], "Bought", At(-80 + i));
        _book.Said([s_mail], "plan", "\"pro\"", At(-70));
        var undone = _book.Facts.Count;
        _book.Said([s_ann], "plan", "\"basic\"", At(-60));
        _book.Cancel(undone, undone);
        using var world = await WorldAsync();
        await world.LoseEventsAsync();

        Assert.Equal(("free", "pro", "basic"), (await PlanAtAsync(2), await PlanAtAsync(undone), await PlanAtAsync(undone + 1)));
        Assert.Equal("free", await PlanAtAsync(undone - 1));

        async Task<string?> PlanAtAsync(long fact) =>
            (await world.Past.ValueAsync(new(1), "plan", DataType.Text, At(-1), new KnownAt.Fact(fact), default) as StudioValue.Text)?.Value;
    }

    // The lookup of edges is made at the first question and carried on at later ones.
    [Fact]
    public async Task Edges_ReadInPieces_AreAllFound()
    {
        using var database = new TestDatabase();
        var reader = new FactReader(database);
        using var lookup = new EdgeLookup(reader);
        for (var i = 0; i < 50; i++) _book.Join(s_ann, new Identifier(IdentifierNamespace.DeviceId, $"{i}"), EdgeKind.Seen, At(-i));
        await database.Queue.WriteAsync(
            Core.Persistence.WritePriority.Background,
            async (db, token) =>
            {
                await FactAppender.AppendAsync(db, _book.Facts, token);
                return true;
            },
            default);

        Assert.Equal(20, (await lookup.AroundAsync(new(5), 20, 20, default)).Count);
        Assert.Equal(Enumerable.Range(1, 50).Select(n => (long)n), (await lookup.AroundAsync(new(51), 50, 1_000, default)).Select(e => e.Number));
        Assert.Empty(await lookup.AroundAsync(new(99), 50, 1_000, default));
    }

    private static (long AsOf, KnownAt? KnownAt) Ask(Dice dice, RandomData data)
    {
        var (first, last) = (data.World.Facts[0].RecordedAt, data.World.Facts[^1].RecordedAt);
        var recorded = dice.Long(first - 2_000, last + 2_000);
        var asOf = dice.Number(0, 3) switch
        {
            0 => recorded,
            1 => data.Now.ToUnixTimeMilliseconds(),
            _ => data.Now.ToUnixTimeMilliseconds() - dice.Long(0, 400L * 86_400_000),
        };
        return (asOf, dice.Number(0, 4) switch
        {
            0 => null,
            1 => new KnownAt.Fact(dice.Number(0, data.World.Facts.Count + 2)),
            _ => new KnownAt.Moment(DateTimeOffset.FromUnixTimeMilliseconds(recorded)),
        });
    }

    private static long At(int minutes) => s_now.AddMinutes(minutes).ToUnixTimeMilliseconds();

    private static KnownAt.Moment Known(int minutes) => new(s_now.AddMinutes(minutes));

    private static (string Value, long ValidFrom, long RecordedAt) PlanOf(PastProfileRecord record)
    {
        var plan = Assert.Single(record.Attributes);
        return (plan.Value, plan.ValidFrom, plan.RecordedAt);
    }

    private Task<PastWorld> WorldAsync() => PastWorld.OfAsync(new ReferenceWorld { Facts = _book.Facts }, s_now);
}
