using System.Text.Json;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Fields;
using CdpStudio.Core.Ingestion.Plan;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Repair;
using CdpStudio.Core.Tests.Sources.Imports;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Core.Tests.Ingestion.Plan;

/// <summary>What does not keep to the plan is marked, stripped or quarantined, and counted once, the same on every database.</summary>
public abstract class PlanContract : IAsyncLifetime
{
    private static readonly QuarantineSelection s_byPlan = new(RefusalReason.ViolatesPlan, null);

    private OwnDatabase? _database;
    private RepairRig? _rig;

    private RepairRig Rig => _rig!;

    private protected abstract Task<OwnDatabase> NewDatabaseAsync();

    public async Task InitializeAsync()
    {
        _database = await NewDatabaseAsync();
        _rig = new RepairRig(new DatabaseUnderTest(_database.Provider));
    }

    public async Task DisposeAsync() => await _database!.DisposeAsync();

    [DatabaseFact]
    public async Task Process_WhatDoesNotKeepToThePlan_IsMarkedDroppedOrQuarantinedAndCounted()
    {
        await DeclarePaidAsync();
        await Rig.TakeBatchAsync(
            Paid("m1", """{"amount":"12.5","colour":"RED"}"""),
            Paid("m2", """{"amount":5,"colour":"pink\u0000"}"""),
            Paid("m3", """{"amount":6,"colour":"mauve","when":"soon"}"""),
            Paid("m4", """{"amount":"much"}"""),
            Paid("m5", """{"colour":"red"}"""));
        await Rig.ProcessAsync();

        Assert.Equal(
            [("m1", """{"amount":"12.5","colour":"RED"}"""), ("m2", """{"amount":5}"""), ("m3", """{"amount":6,"when":"soon"}""")],
            (await Rig.EventsAsync()).Select(e => (e.MessageId, e.Properties)));
        Assert.Equal(
            [(RefusalReason.ViolatesPlan, "properties.amount"), (RefusalReason.ViolatesPlan, "properties.amount")],
            (await Rig.ItemsAsync()).Select(i => (i.Reason, i.Field)));
        var found = await FindAsync();
        Assert.Equal(
            [("colour", ViolationKind.NotAllowed, 0L, 2L, "pink\uFFFD, mauve"), ("when", ViolationKind.WrongType, 1L, 0L, "soon")],
            found.Rows.Select(r => (r.Name, r.Kind, r.Marked, r.Dropped, string.Join(", ", r.Examples))));
        Assert.Equal(2, found.Quarantined);
        await Rig.ExpectTheSumsAsync();
    }

    [DatabaseFact]
    public async Task Process_KilledAtAnyWrite_CountsEachOnce()
    {
        await DeclarePaidAsync();
        foreach (var kill in new[] { new Kill(1, false), new Kill(1, true), new Kill(2, false), new Kill(2, true) })
        {
            await Rig.TakeBatchAsync([.. Enumerable.Range(0, 40).Select(i => Paid($"{kill}{i}", i % 4 == 0 ? """{"amount":"much"}""" : """{"amount":1,"when":"soon"}"""))]);
            await Rig.ProcessAsync(kill);
            await Rig.ProcessAsync();
        }

        Assert.Equal(120, (await Rig.EventsAsync()).Count);
        var found = await FindAsync();
        Assert.Equal((120L, 40L), (Assert.Single(found.Rows).Marked, found.Quarantined));
        await Rig.ExpectTheSumsAsync();
    }

    [DatabaseFact]
    public async Task Repair_OfWhatThePlanQuarantined_StoresItAsThePlanWantsIt()
    {
        await DeclarePaidAsync();
        await Rig.TakeBatchAsync(Paid("m1", """{"amount":"1.234,5","when":"soon"}"""), Paid("m2", """{"amount":"much"}"""));
        await Rig.ProcessAsync();
        const string german = """{"do":"retype","at":"properties.amount","type":"number","format":"de-DE"}""";

        var preview = await Rig.Preview.RunAsync(s_byPlan, RepairRig.Rule("""{"do":"drop","at":"properties.other"}"""), default);
        var repair = await Rig.RepairAsync(german, s_byPlan);

        Assert.Equal((2, 0), (preview.Tried, preview.Accepted));
        Assert.Equal((1, 1), (repair.Stored, repair.Kept));
        Assert.Equal("""{"amount":1234.5,"when":"soon"}""", Assert.Single(await Rig.EventsAsync()).Properties);
        Assert.Equal(1, Assert.Single((await FindAsync()).Rows).Marked);
        await Rig.ExpectTheSumsAsync();
    }

    [DatabaseFact]
    public async Task Process_ARetryOfWhatWasStoredBeforeThePlan_IsADuplicate()
    {
        await Rig.TakeBatchAsync(Paid("m1", """{"amount":"much"}"""));
        await Rig.ProcessAsync();
        await DeclarePaidAsync();

        await Rig.TakeBatchAsync(Paid("m1", """{"amount":"much"}"""), Paid("m1", """{"amount":"more"}"""), Paid("m2", """{"amount":"more"}"""));
        await Rig.ProcessAsync();

        Assert.Equal((4, 1, 1, 2, 0), await Rig.CountsAsync());
        Assert.Equal([RefusalReason.IdConflict, RefusalReason.ViolatesPlan], (await Rig.ItemsAsync()).Select(i => i.Reason));
    }

    [DatabaseFact]
    public async Task Process_NamesAndValuesOfAnyShape_CountOnlyWhatIsDeclared()
    {
        await DeclarePaidAsync();
        var names = string.Concat(Enumerable.Range(0, 1_000).Select(i => $"\"n\\u0000{i}\":\"\\u0000\","));
        var longText = new string('x', 30_000);
        await Rig.TakeBatchAsync(
            Paid("m1", $$"""{{{names}}"amount":1,"when":"\u0000later"}"""),
            Paid("m2", $$$"""{"amount":1,"when":"{{{longText}}}","when\u0000":{"a":[[{"b":[]}]]}}"""),
            Paid("m3", """{"amount":1,"when":[{"":""},{"when":"x"}]}"""));
        await Rig.ProcessAsync();

        var row = Assert.Single((await FindAsync()).Rows);
        Assert.Equal(("when", 3L), (row.Name, row.Marked));
        Assert.All(row.Examples, e => Assert.InRange(e.Length, 1, 101));
        await Rig.ExpectTheSumsAsync();
    }

    [DatabaseFact]
    public async Task Process_WhatIsOddInItself_IsStoredAndCountedInOneRowAKind()
    {
        await AddSourceAsync(silentAfterHours: 5);
        await DeclarePaidAsync();
        await Rig.TakeBatchAsync(
            Paid("m1", """{"amount":1,"amount":2}"""),
            Paid("m2", """{"amount":1,"other":1,"other":2,"when":"soon"}"""),
            """{"type":"track","messageId":"m3","userId":"u1","event":"Left","timestamp":"2999-01-01T00:00:00Z"}""",
            """{"type":"track","messageId":"m4","userId":"u1","event":"Left","timestamp":"1969-07-20T20:17:40Z"}""",
            """{"type":"track","messageId":"m4","userId":"u1","event":"Left","timestamp":"1969-07-20T20:17:40Z"}""");
        await Rig.ProcessAsync();

        Assert.Equal(
            [
                ("", ViolationKind.DoubledName, 2L, "properties.amount, properties.other"), ("", ViolationKind.FarAhead, 1L, "2999-01-01T00:00:00Z"),
                ("", ViolationKind.LongAgo, 1L, "1969-07-20T20:17:40Z"), ("when", ViolationKind.WrongType, 1L, "soon"),
            ],
            (await FindAsync()).Rows.Select(r => (r.Name, r.Kind, r.Marked, string.Join(", ", r.Examples))));
        Assert.Equal("""{"amount":2}""", (await Rig.EventsAsync()).Single(e => e.MessageId == "m1").Properties);
        Assert.Equal(5, (await HealthAsync()).Odd);
        await Rig.ExpectTheSumsAsync();
    }

    [DatabaseFact]
    public async Task Process_OnSeveralDays_AddsUpAndForgetsAfterThirty()
    {
        await DeclarePaidAsync();
        await TakeOneAsync("m1");
        Rig.Clock.Now += TimeSpan.FromDays(20);
        await TakeOneAsync("m2");
        await TakeOneAsync("m3");

        Assert.Equal(3, Assert.Single((await FindAsync()).Rows).Marked);
        Rig.Clock.Now += TimeSpan.FromDays(15);
        Assert.Equal(2, Assert.Single((await FindAsync()).Rows).Marked);

        async Task TakeOneAsync(string id)
        {
            await Rig.TakeBatchAsync(Paid(id, """{"amount":1,"when":"soon"}"""));
            await Rig.ProcessAsync();
        }
    }

    [DatabaseFact]
    public async Task Health_OfASource_TellsSilenceLagAndWhatIsMissingToday()
    {
        await AddSourceAsync(silentAfterHours: 5);
        for (var day = 0; day < 2; day++)
        {
            await Rig.TakeBatchAsync([.. Enumerable.Range(0, 25).Select(i => Paid($"d{day}m{i}", day == 0 ? """{"amount":1,"currency":"EUR"}""" : """{"amount":1}"""))]);
            await Rig.ProcessAsync();
            Rig.Clock.Now += TimeSpan.FromHours(day == 0 ? 13 : 4);
        }

        var fine = await HealthAsync();
        Assert.Equal((null, null, 50L), (fine.SilentSince, fine.Lag, fine.Hours.Sum()));
        Assert.Equal(("Paid", "currency", 25L, 1.0), (fine.Missing[0].Event, fine.Missing[0].Name, fine.Missing[0].Today, fine.Missing[0].Before));
        Assert.True(fine.NeedsALook);

        Rig.Clock.Now += TimeSpan.FromHours(2);
        var silent = await HealthAsync();
        Assert.Equal(TimeSpan.FromHours(6), Rig.Clock.Now - silent.SilentSince);

        await Rig.TakeBatchAsync(Paid("last", """{"amount":1,"currency":"EUR"}"""));
        Rig.Clock.Now += TimeSpan.FromMinutes(3);
        var behind = await HealthAsync();
        Assert.Equal((null, TimeSpan.FromMinutes(3), 1L), (behind.SilentSince, behind.Lag, behind.Hours[^1]));

        await Rig.ProcessAsync();
        Assert.False((await HealthAsync()).NeedsALook);
    }

    [DatabaseFact]
    public async Task Health_OfASource_TellsWhatItSendsForTheFirstTime()
    {
        await AddSourceAsync(silentAfterHours: Source.MaxSilentHours);
        await TakePaidAsync("a", 25, """{"amount":1,"currency":"EUR"}""");
        Assert.Empty((await HealthAsync()).New);

        Rig.Clock.Now += TimeSpan.FromDays(10);
        await TakePaidAsync("b", 25, """{"amount":1}""");
        Assert.Empty((await HealthAsync()).New);

        // What came eleven days ago is no news, and neither is anything on the day after.
        Rig.Clock.Now += TimeSpan.FromDays(1);
        await TakePaidAsync("c", 22, """{"amount":1}""");
        await TakePaidAsync("d", 3, """{"amount":1,"Currency":"EUR","coupon":"SPRING","empty":""}""");
        await Rig.TakeBatchAsync("""{"type":"track","messageId":"e","userId":"u1","event":"Refunded","properties":{"reason":"late"}}""");
        await Rig.ProcessAsync();
        var health = await HealthAsync();
        Assert.Equal([new NewField("Paid", "coupon", 3, 25), new NewField("Refunded", null, 1, 1)], health.New);
        Assert.False(health.NeedsALook);

        Rig.Clock.Now += TimeSpan.FromDays(1);
        await TakePaidAsync("f", 1, """{"amount":1,"coupon":"SPRING"}""");
        Assert.Empty((await HealthAsync()).New);

        async Task TakePaidAsync(string id, int times, string properties)
        {
            await Rig.TakeBatchAsync([.. Enumerable.Range(0, times).Select(i => Paid($"{id}{i}", properties))]);
            await Rig.ProcessAsync();
        }
    }

    [DatabaseFact]
    public async Task RemoveOldCounts_Nightly_KeepsWhatPagesShowAndForgetsExamplesFirst()
    {
        await DeclarePaidAsync();
        var today = PlanViolation.DayOf(Rig.Clock.Now.ToUnixTimeMilliseconds());
        foreach (var (id, days) in new[] { ("m1", 0), ("m2", 60), ("m3", 31), ("m4", 29) })
        {
            Rig.Clock.Now += TimeSpan.FromDays(days);
            await Rig.TakeBatchAsync(Paid(id, """{"amount":1,"when":"soon"}"""));
            await Rig.ProcessAsync();
        }

        await RemoveAsync();
        // Once more, as after a kill: nothing is left to do.
        await RemoveAsync();

        await using var db = Rig.Database.Contexts.CreateDbContext();
        Assert.Equal(
            [(today + 60, 1L, 0), (today + 91, 1L, 1), (today + 120, 1L, 1)],
            (await db.PlanViolations.OrderBy(v => v.Day).ToListAsync()).Select(v => (v.Day, v.Marked, v.Examples.Count)));
        Assert.Equal([today + 60, today + 91, today + 120], await db.SourceFieldDays.OrderBy(f => f.Day).Select(f => f.Day).ToListAsync());
        Assert.Equal(2, Assert.Single((await FindAsync()).Rows).Marked);
    }

    private async Task RemoveAsync()
    {
        using var cancel = new CancellationTokenSource();
        var run = new JobRun { Id = JobRunId.New(), Kind = RemoveOldCounts.Kind, State = JobState.Running, CreatedAt = Rig.Clock.Now };
        var job = new RemoveOldCounts(Rig.Database.Queue, Microsoft.Extensions.Options.Options.Create(new IngestionOptions()), Rig.Clock);
        await job.RunAsync(new JobContext(run, Rig.Database.Queue, new JobChanges(), Rig.Clock, cancel), cancel.Token);
    }

    private Task AddSourceAsync(int silentAfterHours) => Rig.Database.Queue.WriteAsync(
        Core.Persistence.WritePriority.Interactive,
        (db, _) =>
        {
            db.Add(new Source
            {
                Id = new SourceId(RepairRig.Source), Name = "Shop", Kind = SourceKind.Http, AllowedOrigins = "", CreatedAt = Rig.Clock.Now, SilentAfterHours = silentAfterHours,
            });
            return Task.FromResult(0);
        },
        default);

    private async Task<SourceHealth> HealthAsync()
    {
        var sources = new SourceList(Rig.Database.Contexts, Rig.Clock);
        using var silent = new SilentSources(sources, Rig.Clock, NullLogger<SilentSources>.Instance);
        await silent.LoadAsync(default);
        var list = new SourceHealthList(Rig.Database.Contexts, sources, new SourceDrift(Rig.Database.Contexts, Rig.Clock), silent, Rig.Clock);
        var id = new SourceId(RepairRig.Source);
        var all = await list.AllAsync(default);
        var health = all.Single(h => h.Row.Source.Id == id);
        // Each door says the same.
        Assert.Equivalent(health, await list.FindAsync(id, default), strict: true);
        Assert.Null(await list.FindAsync(new SourceId(999), default));
        Assert.Equal(all.Count(h => h.NeedsALook), await list.CountNeedingALookAsync(default));
        return health;
    }

    private async Task DeclarePaidAsync()
    {
        var declare = new DeclareEventHandler(Rig.Database.Queue, Rig.Catalogue, NullLogger<DeclareEventHandler>.Instance);
        var declared = await declare.HandleAsync(
            new DeclareEvent("Paid", null,
            [
                new DeclaredProperty { Name = "amount", Type = DataType.Number, Expects = new Expectation(true, [], ViolationAction.Quarantine) },
                new DeclaredProperty { Name = "colour", Expects = new Expectation(false, ["red", "blue"], ViolationAction.Drop) },
                new DeclaredProperty { Name = "when", Type = DataType.DateTime },
            ]),
            default);
        Assert.IsType<DeclareResult.Declared>(declared);
    }

    private Task<Violations> FindAsync() => new ViolationList(Rig.Database.Contexts, Rig.Catalogue, Rig.Clock).FindAsync(new SourceId(RepairRig.Source), default);

    private static string Paid(string id, string properties) =>
        $$"""{"type":"track","messageId":"{{id}}","userId":"u1","event":"Paid","properties":{{properties}}}""";
}

public sealed class SqlitePlanTests : PlanContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqliteAsync();
}

public sealed class PostgreSqlPlanTests : PlanContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.PostgreSqlAsync();
}

[NeedsServer(OwnDatabase.SqlServerVariable)]
public sealed class SqlServerPlanTests : PlanContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqlServerAsync();
}
