using System.Text.Json;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Facts;

public sealed class FactLogTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Read_FactsOfEveryKind_ComeBackAsTheyWereInOrder()
    {
        var written = await AppendAsync(AllKinds);

        Assert.Equal(Described(written), Described(await ReadAsync(Reopened(), 0)));
        Assert.Equal(Enumerable.Range(1, written.Count).Select(n => (long)n), written.Select(f => f.Number));
    }

    [Fact]
    public async Task Read_PartInMemoryAndPartInTheDatabase_IsTheSameAsAllFromTheDatabase()
    {
        await AppendAsync(AllKinds);
        var log = Reopened();
        await log.RefreshAsync(default);
        log.Publish(await AppendAsync(AllKinds));
        log.Publish(await AppendAsync(AllKinds));

        var all = Described(await ReadAsync(Reopened(), 0));

        for (var after = 0; after <= all.Count; after++)
            Assert.Equal(all.Skip(after), Described(await ReadAsync(log, after)));
    }

    [Fact]
    public async Task Read_AfterAnotherNodeAppended_MissesNothing()
    {
        var log = Reopened();
        log.Publish(await AppendAsync(AllKinds));
        await AppendAsync(AllKinds);
        await log.RefreshAsync(default);
        log.Publish(await AppendAsync(AllKinds));

        Assert.Equal(Described(await ReadAsync(Reopened(), 0)), Described(await ReadAsync(log, 0)));
    }

    [Fact]
    public async Task Wait_UntilSomethingIsPublished_CompletesThenAndNotBefore()
    {
        var log = Reopened();
        var waiting = log.WaitAsync(0, default);
        Assert.False(waiting.IsCompleted);

        log.Publish(await AppendAsync(AllKinds));

        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(log.WaitAsync(log.Last - 1, default).IsCompletedSuccessfully);
        Assert.False(log.WaitAsync(log.Last, default).IsCompleted);
    }

    [Fact]
    public async Task FetchEvents_NumbersOfSeveralKinds_AnswersTheEventsAmongThem()
    {
        var written = await AppendAsync(AllKinds);

        var events = await _database.FactLog.FetchEventsAsync([.. written.Select(f => f.Number)], default);

        Assert.Equal(Described(written.OfType<Fact.Event>()), Described(events));
    }

    [Fact]
    public async Task Erasures_OfAll_AreThereInOrder()
    {
        var written = (await AppendAsync(AllKinds)).Concat(await AppendAsync(AllKinds)).ToList();

        Assert.Equal(Described(written.OfType<Fact.Erasure>()), Described(await _database.FactLog.ErasuresAsync(default)));
    }

    private static void AllKinds(ProcessorTransaction transaction)
    {
        var ann = new IdentityNode(transaction.NewProfile(), new Identifier("user_id", "änn \"1\""));
        var phone = new IdentityNode(transaction.NewProfile(), new Identifier("loyalty", "77"));
        transaction.Add(n => new Fact.Event(
            n, 1000, ann.Profile, new SourceId(3), "Order Completed", 900, """{"total":12.5}""", null, "m1", [ann.Identifier, phone.Identifier]));
        transaction.Add(n => new Fact.Assertion(n, 1000, ann.Profile, new SourceId(3), "address.city", "\"Bonn\"", 900));
        transaction.Add(n => new Fact.Assertion(n, 1000, ann.Profile, new SourceId(3), "address", null, 900));
        transaction.Add(n => new Fact.Edge(n, 1000, ann, phone, EdgeKind.Alias, 900, new SourceId(3), "m2"));
        transaction.Add(n => new Fact.Edge(n, 1000, ann, ann, EdgeKind.Seen, 900, new SourceId(3), "m3"));
        transaction.Add(n => new Fact.Cut(n, 1000, ann.Profile, phone.Profile));
        transaction.Add(n => new Fact.Fence(n, 1000, ann.Profile, phone.Profile));
        transaction.Add(n => new Fact.Cancellation(n, 1000, 1, 2, "import:12"));
        transaction.Add(n => new Fact.Erasure(n, 1000, [phone.Profile, ann.Profile]));
        transaction.Add(n => new Fact.Event(n, 1001, ann.Profile, new SourceId(3), "Seen", -1, "{}", """{"ip":"::1"}""", "m4", [ann.Identifier]));
    }

    // A record compares its list by reference; its JSON compares what is in it.
    private static List<string> Described(IEnumerable<Fact> facts) => [.. facts.Select(f => JsonSerializer.Serialize<object>(f))];

    private static async Task<List<Fact>> ReadAsync(FactLog log, long after)
    {
        if (log.Last == 0) await log.RefreshAsync(default);
        var facts = new List<Fact>();
        await foreach (var fact in log.ReadAsync(after, default)) facts.Add(fact);
        return facts;
    }

    private FactLog Reopened() => new(new FactReader(_database));

    private async Task<IReadOnlyList<Fact>> AppendAsync(Action<ProcessorTransaction> add)
    {
        await using var lease = await _database.Leases.TryTakeAsync(default);
        return await _database.Queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                var transaction = await ProcessorTransaction.BeginAsync(db, lease!, token);
                add(transaction);
                await transaction.EndAsync(token);
                return transaction.Facts;
            },
            default);
    }
}
