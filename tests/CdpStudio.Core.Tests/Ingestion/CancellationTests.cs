using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Ingestion;

public sealed class CancellationTests
{
    private const int Run = -1;

    [Fact]
    public async Task Process_RunBetweenOthers_HasRangesThatHoldItsFactsAlone()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.PutAsync(Run, Bought("d1", "dora"), Bought("d2", "dora"));
        await rig.PutAsync(0, Bought("r1", "ann"));
        await rig.PutAsync(Run, Bought("d3", "dora"));
        await rig.ProcessAsync();
        await rig.PutAsync(Run, Bought("d4", "dora"));
        await rig.ProcessAsync();
        await rig.PutAsync(0, Bought("r2", "ann"));
        await rig.PutAsync(Run, Bought("d5", "dora"));
        await rig.ProcessAsync();

        var ranges = await RangesAsync(rig, Run);

        var owners = (await rig.FactsAsync()).ToDictionary(f => f.Number, f => f is Fact.Event e ? e.MessageId[0] : ((Fact.Edge)f).MessageId[0]);
        Assert.Equal(3, ranges.Count);
        Assert.All(owners, o => Assert.Equal(o.Value == 'd', ranges.Exists(r => r.Contains(o.Key))));
    }

    [Fact]
    public async Task Process_Cancel_AppendsOneFactPerRangeAndTakesTheCommand()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.PutAsync(Run, Bought("d1", "dora"));
        await rig.ProcessAsync();

        await CancelAsync(rig, Run);
        await CancelAsync(rig, Run);
        await rig.ProcessAsync();

        var cancellation = Assert.Single((await rig.FactsAsync()).OfType<Fact.Cancellation>());
        Assert.Equal((1, 2, "demo"), (cancellation.First, cancellation.Last, cancellation.Reason));
        Assert.Equal(0, await rig.WaitingAsync());
        Assert.Equal(0, (await rig.CountsAsync(source: 0)).Accepted);
    }

    [Fact]
    public async Task Process_CancelOfFactsToCome_IsRefusedAndWhatIsBehindItGoesOn()
    {
        await using var rig = await IngestionRig.StartAsync();
        await PutAsync(rig, new FactCommand.Cancel([new FactRange(1, 9)], "demo"));
        await rig.PutAsync(0, Bought("r1", "ann"));

        await rig.ProcessAsync();

        Assert.Empty((await rig.FactsAsync()).OfType<Fact.Cancellation>());
        Assert.Equal(1, (await rig.ProfilesAsync()).Count);
        Assert.Equal(0, await rig.WaitingAsync());
    }

    [Theory]
    [InlineData("""{"version":2,"cancel":{"ranges":[[1,2]],"reason":"demo"}}""")]
    [InlineData("""{"version":1,"cancel":{"ranges":[[2,1]],"reason":"demo"}}""")]
    [InlineData("""{"version":1,"erase":{}}""")]
    [InlineData("nonsense")]
    public void Read_WhatIsNoCommandOfThisVersion_IsRefused(string payload) =>
        Assert.Throws<System.Text.Json.JsonException>(() => FactCommand.Read(System.Text.Encoding.UTF8.GetBytes(payload)));

    // What version one wrote is read for ever.
    [Fact]
    public void Read_CommandOfVersionOne_IsWhatWasWritten()
    {
        const string Stored = """{"version":1,"cancel":{"ranges":[[3,7],[9,9]],"reason":"demo"}}""";

        var command = Assert.IsType<FactCommand.Cancel>(FactCommand.Read(System.Text.Encoding.UTF8.GetBytes(Stored)));

        Assert.Equal([new FactRange(3, 7), new FactRange(9, 9)], command.Ranges);
        Assert.Equal(Stored, System.Text.Encoding.UTF8.GetString(command.ToRow(default).Payload));
    }

    [Fact]
    public async Task Process_PersonOfTheCancelledRunAlone_ComesBackUnderANewNumber()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.PutAsync(Run, Bought("d1", "dora"));
        await rig.PutAsync(0, Bought("r1", "ann"));
        await rig.ProcessAsync();

        await CancelAsync(rig, Run);
        await rig.PutAsync(0, Bought("r2", "dora"), Bought("r3", "ann"));
        await rig.ProcessAsync();

        var profiles = await rig.ProfilesAsync();
        Assert.Equal(2, profiles.Count);
        Assert.Equal(new ProfileId(3), profiles.Find(IdentifierNamespace.UserId, "dora"));
        Assert.Equal(2, profiles.Events(new ProfileId(2)).Count);
    }

    [Fact]
    public async Task Process_PersonWhomOthersNamedToo_KeepsTheNumberAndWhatTheyWereTold()
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.PutAsync(Run, Known("d1", "ann", "ann@x.org", """{"plan":"free"}"""));
        await rig.PutAsync(0, Known("r1", "ann", "ann@x.org", """{"city":"Hue"}"""));
        await rig.ProcessAsync();

        await CancelAsync(rig, Run);
        await rig.CrashAsync();
        await rig.PutAsync(0, Bought("r2", "ann"));
        await rig.ProcessAsync();

        var profiles = await rig.ProfilesAsync();
        var ann = Assert.NotNull(profiles.Find(IdentifierNamespace.Email, "ann@x.org"));
        Assert.Equal(1, profiles.Count);
        Assert.Equal(["email:ann@x.org", "user_id:ann"], profiles.Identifiers(ann));
        Assert.Equal(["city"], profiles.Attributes(ann).Keys);
        Assert.Single(profiles.Events(ann));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Process_MessagesOfTheCancelledRun_MayBeSentAgain(bool crash)
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.PutAsync(Run, Bought("d1", "dora"));
        await rig.PutAsync(0, Bought("r1", "ann"));
        await rig.ProcessAsync();
        if (crash) await rig.CrashAsync();

        await CancelAsync(rig, Run);
        await rig.PutAsync(Run - 1, Bought("d1", "dora"), Bought("r1", "ann"));
        await rig.ProcessAsync();

        Assert.Equal(1, (await rig.CountsAsync()).Duplicate);
        Assert.Equal(["ann", "dora"], (await CountingAsync(rig)).Select(e => e.Identifiers[0].Value).Order(StringComparer.Ordinal));
    }

    /// <summary>Whatever others said, in whatever order, it reads in the end as if the run had never come.</summary>
    [Fact]
    public async Task Process_RandomMessagesOfARunAmongOthers_CancelledItReadsAsIfItHadNotCome()
    {
        var seed = Random.Shared.Next(1_000_000);
        for (var round = 0; round < 12; round++)
        {
            var with = await DescribeAsync(seed + round, withRun: true);
            var without = await DescribeAsync(seed + round, withRun: false);
            Assert.True(with == without, $"seed {seed + round}\nwith\n{with}\nwithout\n{without}");
        }
    }

    private static async Task<string> DescribeAsync(int seed, bool withRun)
    {
        var random = new Random(seed);
        await using var rig = await IngestionRig.StartAsync();
        for (var i = 0; i < 60; i++)
        {
            var (run, kind, who, mail, crash) = (random.Next(2) == 0 ? Run : 0, random.Next(3), $"u{random.Next(4)}", $"m{random.Next(4)}@x.org", random.Next(8) == 0);
            if (run == 0 || withRun)
            {
                await rig.PutAsync(run, kind switch
                {
                    0 => Bought($"e{i}", who) with { Timestamp = i },
                    1 => Known($"k{i}", who, mail, $$"""{"plan":"p{{i}}"}""") with { Timestamp = i },
                    _ => Known($"k{i}", who, null, $$"""{"city":"c{{i}}"}""") with { Timestamp = i },
                });
            }

            if (random.Next(3) == 0) await rig.ProcessAsync();
            if (crash) await rig.CrashAsync();
        }

        await rig.ProcessAsync();
        if (withRun && (await RangesAsync(rig, Run)).Count > 0) await CancelAsync(rig, Run);
        for (var i = 100; i < 110; i++) await rig.PutAsync(0, Known($"z{i}", $"u{random.Next(4)}", $"m{random.Next(4)}@x.org", null) with { Timestamp = i });
        await rig.ProcessAsync();
        return (await rig.ProfilesAsync()).Describe("u");
    }

    private static Message Bought(string id, string who) =>
        new(id, [new Identifier(IdentifierNamespace.UserId, who)], 5, new MessageEvent("Bought", "{}"), null, null, null, null);

    private static Message Known(string id, string who, string? mail, string? traits) => new(
        id,
        [new Identifier(IdentifierNamespace.UserId, who), .. mail is null ? (Identifier[])[] : [new Identifier(IdentifierNamespace.Email, mail)]],
        5, null, traits, null, null, null);

    private static async Task<List<FactRange>> RangesAsync(IngestionRig rig, int run)
    {
        await using var db = rig.Database.CreateDbContext();
        return [.. (await db.RunRanges.Where(r => r.Run == run).OrderBy(r => r.First).ToListAsync()).Select(r => new FactRange(r.First, r.Last))];
    }

    private static async Task CancelAsync(IngestionRig rig, int run) => await PutAsync(rig, new FactCommand.Cancel(await RangesAsync(rig, run), "demo"));

    private static Task PutAsync(IngestionRig rig, FactCommand command) => rig.Database.Queue.WriteAsync(
        WritePriority.Background,
        (db, token) => InboxRows.AddAsync(db, [command.ToRow(rig.Clock.GetUtcNow())], rig.Clock.GetUtcNow(), token),
        CancellationToken.None);

    private static async Task<IEnumerable<Fact.Event>> CountingAsync(IngestionRig rig)
    {
        var facts = await rig.FactsAsync();
        var cancelled = CancelledFacts.Of(facts.OfType<Fact.Cancellation>());
        return facts.OfType<Fact.Event>().Where(e => !cancelled.Contains(e.Number));
    }
}
