using System.Globalization;
using System.Text;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Repair;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Sources.Imports;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Repair;

/// <summary>What lies in quarantine is repaired, replayed, discarded and counted, the same on every database.</summary>
public abstract class RepairContract : IAsyncLifetime
{
    private const string GermanDate = """{"do":"retype","at":"timestamp","type":"datetime","format":"dd.MM.yyyy HH:mm","timeZone":"Europe/Berlin"}""";

    private static readonly QuarantineSelection s_badTimes = new(RefusalReason.BadTimestamp, RepairRig.Source);

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
    public async Task Repair_OfAWholeGroup_StoresWhatFitsForTheTimeThatItSays()
    {
        await Rig.TakeBatchAsync(Paid("m1", "05.02.2026 10:30"), Paid("m2", "yesterday"), Paid("m3", "2026-02-01T00:00:00Z"));
        await Rig.ProcessAsync();
        Rig.Clock.Now += TimeSpan.FromDays(3);

        var repair = await Rig.RepairAsync(GermanDate, s_badTimes);

        Assert.Equal((2, 1, 0, 1), (repair.Messages, repair.Stored, repair.Duplicate, repair.Kept));
        Assert.Equal("2026-02-05T09:30:00.000Z", Utc((await Rig.EventsAsync()).Single(e => e.MessageId == "m1").Timestamp));
        var items = await Rig.ItemsAsync();
        Assert.Equal([QuarantineState.Stored, QuarantineState.Open], items.Select(m => m.State));
        Assert.Equal((RefusalReason.NotRepaired, "timestamp"), (items[1].Reason, items[1].Field));
        Assert.Contains("yesterday", Encoding.UTF8.GetString(items[1].Payload), StringComparison.Ordinal);
        Assert.Equal((3, 2, 0, 1, 0), await Rig.CountsAsync());
        await Rig.ExpectTheSumsAsync();
    }

    [DatabaseFact]
    public async Task Repair_OfAMessageWithoutATime_CountsForWhenItCame()
    {
        await Rig.TakeBatchAsync("""{"type":"track","messageId":"m1","userId":"u1","event":5}""");
        var came = Rig.Clock.Now;
        await Rig.ProcessAsync();
        Rig.Clock.Now += TimeSpan.FromDays(40);

        await Rig.RepairAsync("""{"do":"retype","at":"event","type":"text"}""", new QuarantineSelection(RefusalReason.BadEventName, null));

        var happened = Assert.Single(await Rig.EventsAsync());
        Assert.Equal(("5", came.ToUnixTimeMilliseconds()), (happened.Name, happened.Timestamp));
    }

    [DatabaseFact]
    public async Task Repair_OfSingleMessages_LeavesTheOthersAlone()
    {
        await Rig.TakeBatchAsync(Paid("m1", "05.02.2026 10:30"), Paid("m2", "05.02.2026 10:31"), Paid("m3", "05.02.2026 10:32"));
        await Rig.ProcessAsync();
        var ids = (await Rig.ItemsAsync()).Select(m => m.Id).ToList();

        await Rig.RepairAsync(GermanDate, new QuarantineSelection(null, null, [ids[0], ids[2]]));

        Assert.Equal([QuarantineState.Stored, QuarantineState.Open, QuarantineState.Stored], (await Rig.ItemsAsync()).Select(m => m.State));
    }

    [DatabaseFact]
    public async Task Repair_OfTheSameMessageTwice_IsStoredOnceAndADuplicate()
    {
        await Rig.TakeBatchAsync(Paid("m1", "05.02.2026 10:30"));
        await Rig.TakeBatchAsync(Paid("m1", "05.02.2026 10:30"));
        await Rig.ProcessAsync();

        var repair = await Rig.RepairAsync(GermanDate, s_badTimes);

        Assert.Equal((1, 1, 0), (repair.Stored, repair.Duplicate, repair.Kept));
        Assert.Single(await Rig.EventsAsync());
        Assert.Equal((2, 1, 1, 0, 0), await Rig.CountsAsync());
    }

    [DatabaseFact]
    public async Task Repair_ThatWouldGiveAnIdOtherContent_StaysAndTheFirstCounts()
    {
        await Rig.TakeBatchAsync(Paid("m1", "2026-02-05T09:30:00Z"), Paid("m1", "05.02.2026 11:00"));
        await Rig.ProcessAsync();

        await Rig.RepairAsync(GermanDate, s_badTimes);
        Rig.Clock.Now += TimeSpan.FromDays(9);
        var again = await Rig.RepairAsync(GermanDate, new QuarantineSelection(RefusalReason.IdConflict, null));

        Assert.Equal((0, 0, 1), (again.Stored, again.Duplicate, again.Kept));
        Assert.Equal(RefusalReason.IdConflict, Assert.Single(await Rig.ItemsAsync()).Reason);
        Assert.Single(await Rig.EventsAsync());
    }

    [DatabaseFact]
    public async Task Repair_ThatGivesAConflictAnIdOfItsOwn_IsStored()
    {
        await Rig.TakeBatchAsync(Paid("m1", "2026-02-05T09:30:00Z"), Paid("m1", "2026-02-05T11:00:00Z"));
        await Rig.ProcessAsync();

        var repair = await Rig.RepairAsync("""{"do":"drop","at":"messageId"}""", new QuarantineSelection(RefusalReason.IdConflict, null));

        Assert.Equal(1, repair.Stored);
        Assert.Equal(2, (await Rig.EventsAsync()).Count);
    }

    [DatabaseFact]
    public async Task Repair_OfRowsOfAFile_MovesThemFromRejectedToImportedAndIntoTheRun()
    {
        var name = new string('x', 500);
        var row = new Message("k1", [new Identifier("user_id", "u1")], 5, new MessageEvent("Line", "{}"), $$"""{"{{name}}":1}""", null, null, null);
        await Rig.PutAsync(3, row, row with { Key = "k2", Traits = null }, row with { Key = "k3" });
        await Rig.ProcessAsync();

        var repair = await Rig.RepairAsync("""{"do":"drop","at":"traits.other"}""", new QuarantineSelection(RefusalReason.BadName, null));
        Assert.Equal((0, 2), (repair.Stored, repair.Kept));
        await Rig.RepairAsync("""{"do":"drop","at":"traits"}""", new QuarantineSelection(RefusalReason.BadName, null));

        await using var db = Rig.Database.Contexts.CreateDbContext();
        var tally = await db.RunTallies.SingleAsync();
        Assert.Equal((3, 0, 0), (tally.Stored, tally.Duplicate, tally.Quarantined));
        var ranges = await db.RunRanges.OrderBy(r => r.First).ToListAsync();
        Assert.Equal((await Rig.EventsAsync()).Select(e => e.Number), (await Rig.EventsAsync()).Select(e => e.Number).Where(n => ranges.Any(r => r.First <= n && n <= r.Last)));
        await Rig.ExpectTheSumsAsync();
    }

    [DatabaseFact]
    public async Task Repair_KilledAtAnyWrite_StoresEachOnce()
    {
        // Enough for two chunks of the job.
        var messages = Enumerable.Range(0, 130).Select(i => Paid(
            string.Create(CultureInfo.InvariantCulture, $"m{i % 120}"), i % 10 == 9 ? "never" : "05.02.2026 10:30", amount: i % 120)).ToArray();
        foreach (var chunk in messages.Chunk(65)) await Rig.TakeBatchAsync(chunk);
        await Rig.ProcessAsync();
        var started = Assert.IsType<StartRepairResult.Started>(await Rig.StartAsync(GermanDate, s_badTimes));

        var kills = 0;
        for (var write = 1; kills < 60; write = (write % 4) + 1)
        {
            if (await Rig.ReplayAsync(new Kill(write, Committed: kills++ % 2 == 0))) break;
            await Rig.ExpectTheSumsAsync();
        }

        Assert.InRange(kills, 3, 59);
        var repair = (await Rig.Repairs.FindAsync(started.Repair, default))!.Repair;
        Assert.Equal((130, 108, 9, 13), (repair.Messages, repair.Stored, repair.Duplicate, repair.Kept));
        var ids = (await Rig.EventsAsync()).Select(e => e.MessageId).ToList();
        Assert.Equal((108, 108), (ids.Count, ids.Distinct().Count()));
        Assert.Equal((130, 108, 9, 13, 0), await Rig.CountsAsync());
        await Rig.ExpectTheSumsAsync();
    }

    [DatabaseFact]
    public async Task Repair_AskedForTwice_TriesEachOnce()
    {
        await Rig.TakeBatchAsync(Paid("m1", "05.02.2026 10:30"), Paid("m2", "05.02.2026 10:30"));
        await Rig.ProcessAsync();
        var first = Assert.IsType<StartRepairResult.Started>(await Rig.StartAsync(GermanDate, s_badTimes));
        var second = Assert.IsType<StartRepairResult.Started>(await Rig.StartAsync(GermanDate, s_badTimes));

        Assert.True(await Rig.ReplayAsync(Kill.Never));
        Assert.True(await Rig.ReplayAsync(Kill.Never));

        Assert.Equal(2, (await Rig.Repairs.FindAsync(first.Repair, default))!.Repair.Stored);
        var idle = (await Rig.Repairs.FindAsync(second.Repair, default))!.Repair;
        Assert.Equal((2, 0), (idle.Version, idle.Stored + idle.Duplicate + idle.Kept));
        Assert.Equal(2, (await Rig.EventsAsync()).Count);
    }

    [DatabaseFact]
    public async Task Repair_OfNothing_IsRefused()
    {
        Assert.IsType<StartRepairResult.Nothing>(await Rig.StartAsync(GermanDate, s_badTimes));
        Assert.IsType<StartRepairResult.BadRule>(await Rig.StartAsync("""{"do":"drop"}""", s_badTimes));
    }

    [DatabaseFact]
    public async Task Preview_OfARule_SaysWhatTheReplayThenDoes()
    {
        await Rig.TakeBatchAsync(Paid("m1", "05.02.2026 10:30"), Paid("m2", "never"), Paid("m3", "06.02.2026 10:30"));
        await Rig.ProcessAsync();

        var preview = await Rig.Preview.RunAsync(s_badTimes, RepairRig.Rule(GermanDate), default);
        var repair = await Rig.RepairAsync(GermanDate, s_badTimes);

        Assert.Equal((3, 3, 2), (preview.Messages, preview.Tried, preview.Accepted));
        Assert.Equal([(RefusalReason.NotRepaired, 1)], preview.Remaining.Select(r => (r.Reason, r.Messages)));
        Assert.Equal((2, 1), (repair.Stored, repair.Kept));
        var sample = preview.Samples[0];
        Assert.Contains("06.02.2026", Encoding.UTF8.GetString(sample.Before), StringComparison.Ordinal);
        Assert.Contains("2026-02-06T09:30:00", Encoding.UTF8.GetString(sample.After!), StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task Discard_OfAGroup_StaysFindableAndInTheSum()
    {
        await Rig.TakeBatchAsync(Paid("m1", "never"), Paid("m2", "never"), "5");
        await Rig.ProcessAsync();

        Assert.IsType<DiscardResult.Incomplete>(await Rig.Discard.HandleAsync(new DiscardQuarantined(s_badTimes, "ada", " "), default));
        var result = await Rig.Discard.HandleAsync(new DiscardQuarantined(s_badTimes, "ada", "Test data"), default);

        Assert.Equal(new DiscardResult.Discarded(2), result);
        Assert.Equal((3, 0, 0, 3, 2), await Rig.CountsAsync());
        await Rig.ExpectTheSumsAsync();
        var gone = await Rig.List.FindAsync(QuarantineShelf.Discarded, new QuarantineSelection(null, null), null, 10, default);
        Assert.Equal(2, gone.Count);
        var detail = await Rig.List.ReadAsync(gone[0].Id, default);
        Assert.Equal(("ada", "Test data", 2L), (detail!.Discard!.By, detail.Discard.Why, detail.Discard.Messages));
        Assert.Equal([new QuarantineCount(RefusalReason.NotAnObject, RepairRig.Source, 1)], await Rig.List.CountAsync(default));
        Assert.IsType<StartRepairResult.Nothing>(await Rig.StartAsync(GermanDate, s_badTimes));
    }

    [DatabaseFact]
    public async Task Count_ByManyWritersOfTheSameHour_LosesNothing()
    {
        var other = new DatabaseUnderTest(_database!.Provider);
        var queues = new[] { Rig.Database.Queue, other.Queue };

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => queues[i % 2].WriteAsync(
            WritePriority.Inbox,
            (db, token) =>
            {
                var rows = new[] { i % 2, 1 - (i % 2) }.Select(s => new InboxRow
                {
                    Kind = InboxKind.Tracking, Source = RepairRig.Source + s, ReceivedAt = 0, Messages = 1, Payload = "5"u8.ToArray(),
                });
                return InboxRows.AddAsync(db, [.. rows], Rig.Clock.Now, token);
            },
            default)));

        Assert.Equal(40, (await Rig.CountsAsync()).Received);
        await Rig.ExpectTheSumsAsync();
    }

    private static string Paid(string id, string timestamp, int amount = 1) =>
        $$$"""{"type":"track","messageId":"{{{id}}}","userId":"u1","event":"Paid","timestamp":"{{{timestamp}}}","properties":{"amount":{{{amount}}}}}""";

    private static string Utc(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
