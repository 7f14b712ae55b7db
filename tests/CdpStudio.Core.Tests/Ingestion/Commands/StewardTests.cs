using System.Text;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Ingestion.Commands;

/// <summary>What people say of who is who, and that it can be taken back.</summary>
public sealed class StewardTests
{
    [Fact]
    public async Task Join_TwoUsers_AreOneAndNothingElseIsWritten()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.PutAsync(0, Bought("1", "ann", "a@x.org"), Bought("2", "anne", "b@x.org"));
        await rig.ProcessAsync();
        var before = (await rig.FactsAsync()).Count;

        await SayAsync(rig, new FactCommand.Join(User("ann"), User("ANNE")));
        await SayAsync(rig, new FactCommand.Join(User("ann"), User("nobody")), new FactCommand.Join(User("ann"), User("ann")));

        var facts = await rig.FactsAsync();
        Assert.Equal((EdgeKind.Alias, before + 1), (Assert.IsType<Fact.Edge>(facts[^1]).Kind, facts.Count));
        Assert.Equal(1, (await rig.ProfilesAsync()).Count);
    }

    [Fact]
    public async Task Part_ThenSeenTogetherAgain_IsOneAgain_AlsoAfterARestart()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.PutAsync(0, Bought("1", "ann", "a@x.org"));
        await rig.ProcessAsync();
        await SayAsync(rig, new FactCommand.Part([await PairAsync(rig, "ann", "a@x.org")], []));
        Assert.Equal(2, (await rig.ProfilesAsync()).Count);

        await rig.CrashAsync();
        await rig.PutAsync(0, Bought("2", "ann", "a@x.org"));
        await rig.ProcessAsync();

        Assert.Equal(1, (await rig.ProfilesAsync()).Count);
    }

    [Fact]
    public async Task Part_WithAFence_StaysWhateverIsSeen()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.PutAsync(0, Bought("1", "ann", "a@x.org"));
        await rig.ProcessAsync();
        var pair = await PairAsync(rig, "ann", "a@x.org");
        await SayAsync(rig, new FactCommand.Part([pair], [pair]));

        await rig.PutAsync(0, Bought("2", "ann", "a@x.org"));
        await SayAsync(rig, new FactCommand.Join(User("ann"), Mail("a@x.org")));

        Assert.Equal(2, (await rig.ProfilesAsync()).Count);
    }

    /// <summary>What an import says of a pair that was cut is its own word: undone, it takes nothing with it that others saw since.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Part_ThenSeenByAnImportThatIsUndone_StaysAsOthersSawIt(bool restarts)
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.PutAsync(0, Bought("1", "ann", "a@x.org"));
        await rig.ProcessAsync();
        await SayAsync(rig, new FactCommand.Part([await PairAsync(rig, "ann", "a@x.org")], []));
        await rig.PutAsync(7, Bought("2", "ann", "a@x.org") with { Timestamp = 1_750_000_000_000 });
        await rig.ProcessAsync();
        if (restarts) await rig.CrashAsync();
        await rig.PutAsync(0, Bought("3", "ann", "a@x.org"));
        await rig.ProcessAsync();

        List<FactRange> ranges;
        await using (var db = rig.Database.CreateDbContext()) ranges = [.. db.RunRanges.Where(r => r.Run == 7).Select(r => new FactRange(r.First, r.Last))];
        await SayAsync(rig, new FactCommand.Cancel(ranges, "test"));

        Assert.Equal(1, (await rig.ProfilesAsync()).Count);
    }

    /// <summary>A merge that is taken back leaves the world in which it never was, whatever came meanwhile; a restart changes nothing.</summary>
    [Fact]
    public async Task Part_AfterAJoinAndAnyMessages_GivesTheWorldWithoutTheJoin()
    {
        var seed = RunSeed.Value;
        var random = new Random(seed);
        for (var round = 0; round < 25; round++)
        {
            await using var joined = await IngestionRig.StartAsync();
            await using var plain = await IngestionRig.StartAsync();
            var messages = Enumerable.Range(0, 30).Select(i => Bought($"{i}", $"u{random.Next(6)}", $"e{random.Next(8)}@x.org")).ToArray();
            // Both were met before, each alone.
            Message[] met = [Bought("m1", "u0", "x0@x.org"), Bought("m2", "u1", "x1@x.org")];
            foreach (var rig in (IngestionRig[])[joined, plain])
            {
                await rig.PutAsync(0, met);
                await rig.PutAsync(0, messages[..10]);
                await rig.ProcessAsync();
            }

            await SayAsync(joined, new FactCommand.Join(User("u0"), User("u1")));
            if (random.Next(2) == 0) await joined.CrashAsync();
            foreach (var rig in (IngestionRig[])[joined, plain])
            {
                await rig.PutAsync(0, messages[10..]);
                await rig.ProcessAsync();
            }

            await SayAsync(joined, new FactCommand.Part([await PairAsync(joined, User("u0"), User("u1"))], []));

            Assert.Equal((await plain.ProfilesAsync()).Describe("u"), (await joined.ProfilesAsync()).Describe("u"));
        }
    }

    [Theory]
    [InlineData("""{"version":1,"join":{"a":{"namespace":"user_id","value":"x"}}}""")]
    [InlineData("""{"version":1,"part":{"cuts":[[1,1]],"fences":[]}}""")]
    [InlineData("""{"version":1,"part":{"cuts":[[1,0]],"fences":[]}}""")]
    [InlineData("""{"version":1,"erase":{"profiles":[1]}}""")]
    public void Read_WhatIsNoCommand_IsRefused(string payload) =>
        Assert.Throws<System.Text.Json.JsonException>(() => FactCommand.Read(Encoding.UTF8.GetBytes(payload)));

    /// <summary>What version one wrote is read for ever.</summary>
    [Fact]
    public void Read_CommandsOfVersionOne_AreWhatWasWritten()
    {
        Assert.Equal(
            new FactCommand.Join(User("ann"), Mail("a@x.org")),
            FactCommand.Read("""{"version":1,"join":{"a":{"namespace":"user_id","value":"ann"},"b":{"namespace":"email","value":"a@x.org"}}}"""u8));
        var part = Assert.IsType<FactCommand.Part>(FactCommand.Read("""{"version":1,"part":{"cuts":[[1,2]],"fences":[[3,4]]}}"""u8));
        Assert.Equal((Pair(1, 2), Pair(3, 4)), (Assert.Single(part.Cuts), Assert.Single(part.Fences)));
        var erase = Assert.IsType<FactCommand.Erase>(FactCommand.Read("""{"version":1,"erase":{"profiles":[5,6],"upTo":9,"hashes":["h"],"suppress":true}}"""u8));
        Assert.Equal((9, true, "h"), (erase.UpTo, erase.Suppress, Assert.Single(erase.Hashes)));
        Assert.Equal([new ProfileId(5), new ProfileId(6)], erase.Profiles);
        var said = Assert.IsType<FactCommand.SayByHand>(FactCommand.Read("""{"version":1,"sayByHand":{"profiles":[5,6],"name":"plan","value":"\"pro\"","at":9}}"""u8));
        Assert.Equal(("plan", "\"pro\"", 9L), (said.Name, said.Value, said.At));
        Assert.Equal([new ProfileId(5), new ProfileId(6)], said.Profiles);
        Assert.Null(Assert.IsType<FactCommand.SayByHand>(FactCommand.Read("""{"version":1,"sayByHand":{"profiles":[5],"name":"plan","at":9}}"""u8)).Value);
    }

    [Fact]
    public async Task SayByHand_OfSomebodyErasedMeanwhile_IsNotWritten()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.PutAsync(0, Bought("1", "ann", "a@x.org"), Bought("2", "bob", "b@x.org"));
        await rig.ProcessAsync();
        var (ann, bob) = (await PairAsync(rig, "ann", "a@x.org"), await PairAsync(rig, "bob", "b@x.org"));

        await SayAsync(
            rig,
            new FactCommand.Erase([ann.A, ann.B], (await rig.FactsAsync()).Count, [], Suppress: false),
            new FactCommand.SayByHand([ann.A, bob.A], "plan", "\"pro\"", 9));
        await SayAsync(rig, new FactCommand.SayByHand([ann.B, bob.B], "plan", null, 10));

        Assert.Equal(
            [(bob.A, "\"pro\"", 9L, 0), (bob.B, null, 10L, 0)],
            (await rig.FactsAsync()).OfType<Fact.Assertion>().Where(a => a.Name == "plan").Select(a => (a.Profile, a.Value, a.ValidFrom, a.Source.Value)));
    }

    private static async Task SayAsync(IngestionRig rig, params FactCommand[] commands)
    {
        InboxRow[] rows = [.. commands.Select(c => c.ToRow(rig.Clock.Now))];
        await rig.Database.Queue.WriteAsync(WritePriority.Background, (db, token) => InboxRows.AddAsync(db, rows, rig.Clock.Now, token), default);
        await rig.ProcessAsync();
    }

    private static Task<IdentifierPair> PairAsync(IngestionRig rig, string user, string mail) => PairAsync(rig, User(user), Mail(mail));

    private static async Task<IdentifierPair> PairAsync(IngestionRig rig, Identifier a, Identifier b)
    {
        var nodes = (await rig.FactsAsync()).OfType<Fact.Edge>().SelectMany(e => new[] { e.A, e.B }).ToList();
        return new IdentifierPair(nodes.First(n => n.Identifier == a).Profile, nodes.First(n => n.Identifier == b).Profile);
    }

    private static IdentifierPair Pair(long a, long b) => new(new ProfileId(a), new ProfileId(b));

    private static Identifier User(string value) => new(IdentifierNamespace.UserId, value);

    private static Identifier Mail(string value) => new(IdentifierNamespace.Email, value);

    private static Message Bought(string key, string user, string mail) =>
        new(key, [User(user), Mail(mail)], 1_760_000_000_000 + key.Length, new MessageEvent("Bought", "{}"), null, null, null, null);
}
