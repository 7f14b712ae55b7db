using System.Security.Cryptography;
using System.Text;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Sources.Imports;

public sealed class UndoImportTests
{
    private const string People = """
        {"kind":"profiles","columns":[{"from":"id","to":"identifier:user_id"},{"from":"mail","to":"identifier:email"},{"from":"city","to":"attribute:city"}]}
        """;

    private const string Orders = """
        {"kind":"events","event":"Order","columns":[{"from":"id","to":"identifier:user_id"},{"from":"mail","to":"identifier:email"},{"from":"city","to":"attribute:city"}]}
        """;

    [Fact]
    public async Task Undo_Import_RestoresWhatWasThereAndGivesItsRowsFree()
    {
        await using var rig = await ImportRig.StartAsync();
        using var members = await Memberships.OfAsync(rig);
        await rig.ImportAsync("id,mail,city\nq1,qa@x,Ulm\nq2,,Hue\n,qb@x,Rom\n", People);
        var before = await HashAsync(rig, members);
        rig.Ingestion.Clock.Now += TimeSpan.FromHours(1);
        const string Text = "id,mail,city\nq1,,Bonn\nq2,qb@x,\nq3,qc@x,Kyiv\n";
        var import = await rig.ImportAsync(Text, People);
        Assert.NotEqual(before, await HashAsync(rig, members));

        await UndoAsync(rig, import.Id);

        Assert.Equal(before, await HashAsync(rig, members));
        var status = (await rig.List.FindAsync(import.Id, default))!;
        Assert.Equal((rig.Ingestion.Clock.Now, false, (DateTimeOffset?)null), (status.UndoneAt, status.IsUndoing, status.UndoUntil));
        var again = await rig.ImportAsync(Text, People);
        Assert.Equal((3L, 0L), (again.RowsImported, again.RowsDuplicate));
    }

    [Fact]
    public async Task Undo_AnyImportBetweenOthers_LeavesWhatTheOthersSaid()
    {
        var seed = RunSeed.Value;
        for (var round = 0; round < 5; round++)
        {
            var with = await DescribeAsync(seed + round, isImported: true);
            var without = await DescribeAsync(seed + round, isImported: false);
            Assert.True(with == without, $"CDPSTUDIO_TEST_SEED={seed + round}\nwith\n{with}\nwithout\n{without}");
        }
    }

    [Fact]
    public async Task Undo_KilledAtEveryWrite_IsDoneOnce()
    {
        for (var write = 1; write <= 6; write++)
        {
            foreach (var committed in new[] { false, true })
            {
                await using var rig = await ImportRig.StartAsync();
                await rig.ImportAsync("id,mail,city\nq1,qa@x,Ulm\n", People);
                var before = await HashAsync(rig);
                var import = await rig.ImportAsync("id,mail,city\nq1,,Bonn\nq2,,Hue\n", People);
                Assert.IsType<UndoImportResult.Started>(await rig.Undo.HandleAsync(new UndoImport(import.Id, "Linh"), default));

                if (!await rig.RunUndoAsync(new Kill(write, committed))) Assert.True(await rig.RunUndoAsync(Kill.Never));

                Assert.Equal(before, await HashAsync(rig));
                Assert.Single((await rig.FactsAsync()).OfType<Fact.Cancellation>());
                Assert.NotNull((await rig.List.FindAsync(import.Id, default))!.UndoneAt);
            }
        }
    }

    [Fact]
    public async Task Undo_WhatCanNotBe_IsRefusedWithTheReason()
    {
        await using var rig = await ImportRig.StartAsync();
        Assert.Equal(UndoRefusal.NotFound, await RefusalAsync(rig, new ImportRunId(9)));
        var waiting = await rig.QueueAsync("id,mail,city\nq1,,Bonn\n", People);
        Assert.Equal(UndoRefusal.StillRunning, await RefusalAsync(rig, waiting));
        await rig.RunAsync(Kill.Never);

        rig.Ingestion.Clock.Now += TimeSpan.FromDays(30) + TimeSpan.FromMinutes(1);
        Assert.Null((await rig.List.FindAsync(waiting, default))!.UndoUntil);
        Assert.Equal(UndoRefusal.TooOld, await RefusalAsync(rig, waiting));

        rig.Ingestion.Clock.Now -= TimeSpan.FromDays(1);
        Assert.NotNull((await rig.List.FindAsync(waiting, default))!.UndoUntil);
        await UndoAsync(rig, waiting);
        Assert.Equal(UndoRefusal.Undone, await RefusalAsync(rig, waiting));
    }

    [Fact]
    public async Task RunAsync_ImportThatWasTakenBack_DoesNotGoOn()
    {
        await using var rig = await ImportRig.StartAsync();
        var import = await rig.ImportAsync("id,mail,city\nq1,,Bonn\n", People);
        await UndoAsync(rig, import.Id);
        await rig.Database.Queue.WriteAsync(
            Core.Persistence.WritePriority.Background,
            (db, _) => { db.Set<JobRun>().Single(r => r.Id == import.Job).State = JobState.Queued; return Task.FromResult(0); },
            default);

        var failed = await Assert.ThrowsAsync<JobFailedException>(() => rig.RunAsync(Kill.Never));

        Assert.IsType<ImportFailure.TakenBack>(ImportFailure.Read(failed.Message));
        Assert.Equal(0, (await rig.Ingestion.ProfilesAsync()).Count);
    }

    [Fact]
    public async Task Undo_ImportWithRowsInQuarantine_DiscardsThemAndKeepsTheSums()
    {
        await using var rig = await ImportRig.StartAsync();
        var import = await rig.ImportAsync("id,mail,city\nq1,,Bonn\nq2,,Hue\nq3,,Rom\n", People);
        await rig.QuarantineAsync(import.Id, "k", "A trait's path is too long.");
        await rig.QuarantineAsync(new ImportRunId(99), "other", "A trait's path is too long.");
        var before = (await rig.List.FindAsync(import.Id, default))!;

        await UndoAsync(rig, import.Id);

        var messages = await rig.Ingestion.QuarantinedAsync();
        Assert.Equal([QuarantineState.Discarded, QuarantineState.Open], messages.Select(m => m.State));
        await using var db = rig.Database.CreateDbContext();
        var discard = await db.QuarantineDiscards.SingleAsync();
        Assert.Equal((messages[0].Discard, 1L, "Linh", "Its import was undone."), (discard.Id, discard.Messages, discard.By, discard.Why));
        var after = (await rig.List.FindAsync(import.Id, default))!;
        Assert.Equal((before.RowsRead, before.RowsImported, before.RowsDuplicate, before.RowsRejected), (after.RowsRead, after.RowsImported, after.RowsDuplicate, after.RowsRejected));
        Assert.Equal(after.RowsRead, after.RowsImported + after.RowsDuplicate + after.RowsRejected);
    }

    [Fact]
    public async Task Undo_ThatFailed_CanBeAskedForAgainWheneverThatIs()
    {
        await using var rig = await ImportRig.StartAsync();
        var before = await HashAsync(rig);
        var import = await rig.ImportAsync("id,mail,city\nq1,,Bonn\n", People);
        Assert.IsType<UndoImportResult.Started>(await rig.Undo.HandleAsync(new UndoImport(import.Id, "Linh"), default));
        await rig.Database.Queue.WriteAsync(
            Core.Persistence.WritePriority.Background,
            (db, token) => db.JobRuns.Where(r => r.Kind == UndoImportJob.Kind)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, JobState.Failed).SetProperty(r => r.Error, "The disk is full."), token),
            default);

        rig.Ingestion.Clock.Now += TimeSpan.FromDays(31);
        var status = (await rig.List.FindAsync(import.Id, default))!;
        Assert.Equal((true, "The disk is full.", false, (DateTimeOffset?)null), (status.UndoFailed, status.UndoError, status.IsUndoing, status.UndoneAt));

        await UndoAsync(rig, import.Id);

        Assert.Equal(before, await HashAsync(rig));
        Assert.False((await rig.List.FindAsync(import.Id, default))!.UndoFailed);
    }

    private static async Task UndoAsync(ImportRig rig, ImportRunId import)
    {
        Assert.IsType<UndoImportResult.Started>(await rig.Undo.HandleAsync(new UndoImport(import, "Linh"), default));
        Assert.True((await rig.List.FindAsync(import, default))!.IsUndoing);
        Assert.True(await rig.RunUndoAsync(Kill.Never));
    }

    private static async Task<UndoRefusal> RefusalAsync(ImportRig rig, ImportRunId import) =>
        Assert.IsType<UndoImportResult.Refused>(await rig.Undo.HandleAsync(new UndoImport(import, "Linh"), default)).Why;

    /// <summary>Over who is one person, attributes and events, and over memberships as they are kept.</summary>
    private static async Task<string> HashAsync(ImportRig rig, Memberships? members = null)
    {
        var text = (await rig.Ingestion.ProfilesAsync()).Describe("q");
        if (members is not null) text += "\n" + await members.DescribeAsync();
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static async Task<string> DescribeAsync(int seed, bool isImported)
    {
        var random = new Random(seed);
        await using var rig = await ImportRig.StartAsync();
        using var members = await Memberships.OfAsync(rig);
        ImportRunId? undone = null;
        for (var file = 0; file < 4; file++)
        {
            var (mapping, text) = (random.Next(2) == 0 ? People : Orders, File(random));
            rig.Ingestion.Clock.Now += TimeSpan.FromMinutes(1);
            if (file != 1) await rig.ImportAsync(text, mapping);
            else if (isImported) undone = (await rig.ImportAsync(text, mapping)).Id;
            await members.DescribeAsync();
        }

        if (undone is { } import && (await rig.List.FindAsync(import, default))!.UndoUntil is not null) await UndoAsync(rig, import);
        return (await rig.Ingestion.ProfilesAsync()).Describe("q") + "\n" + await members.DescribeAsync();
    }

    // The second file's rows come in no other: a duplicate of what was taken back would be one no more.
    private static string File(Random random) => "id,mail,city\n" + string.Concat(Enumerable.Range(0, 12).Select(row =>
        $"{Any(random, "q1", "q2", "q3", "q4")},{Any(random, "qa@x", "qb@x", "qc@x")},c{random.Next(1_000_000)}\n"));

    private static string Any(Random random, params string[] values) => random.Next(3) == 0 ? "" : values[random.Next(values.Length)];
}
