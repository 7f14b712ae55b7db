using CdpStudio.Core.Jobs;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Recurring;
using CdpStudio.Core.Tests.Sources.Imports;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Sources.Recurring;

public sealed class FolderImportTests
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(11);

    [Fact]
    public async Task Look_FileThatRests_IsImportedOnceUnderItsOwnSourceAndMoved()
    {
        await using var rig = await RecurringRig.StartAsync();
        var source = await rig.MakeAsync(await rig.SettingsAsync());
        rig.Write("a.csv", "who,n\nx,1\n");

        await rig.WorkAsync();
        Assert.Empty(await rig.VisitsAsync());
        rig.Pass(s_quiet);
        await rig.WorkAsync();

        Assert.Equal(["""{"n":1}"""], await rig.VisitsAsync());
        Assert.Equal([("a.csv", RecurringFileState.Imported)], await rig.FilesAsync(source));
        Assert.Equal(["done/a.csv"], rig.Here());
        Assert.Equal(1, (await rig.Imports.Ingestion.CountsAsync(source.Value)).Accepted);
        var view = (await rig.List.FindAsync(source, default))!;
        Assert.Equal((null, false, rig.Clock.Now.AddMinutes(60)), (view.Problem, view.IsLooking, view.NextAt!.Value + s_quiet));
    }

    [Fact]
    public async Task Look_FileThatGrows_WaitsUntilItRests()
    {
        await using var rig = await RecurringRig.StartAsync();
        var source = await rig.MakeAsync(await rig.SettingsAsync());
        for (var n = 1; n <= 4; n++)
        {
            // Its time is older than the quiet time, as when a program keeps it: only that nothing changes between two looks counts.
            rig.Write("a.csv", "who,n\n" + string.Concat(Enumerable.Range(1, n).Select(i => $"x,{i}\n")), rig.Clock.Now.AddDays(-1));
            await rig.WorkAsync();
            rig.Pass(s_quiet);
        }

        Assert.Equal([("a.csv", RecurringFileState.Waiting)], await rig.FilesAsync(source));
        await rig.WorkAsync();
        rig.Pass(s_quiet);
        await rig.WorkAsync();

        Assert.Equal(4, (await rig.VisitsAsync()).Count);
        Assert.Equal([("a.csv", RecurringFileState.Imported)], await rig.FilesAsync(source));
    }

    [Fact]
    public async Task Look_SameContentAgain_IsKnownWhateverItsNameAndTime()
    {
        await using var rig = await RecurringRig.StartAsync();
        var source = await rig.MakeAsync(await rig.SettingsAsync());
        foreach (var name in (string[])["a.csv", "a.csv", "b.csv"])
        {
            rig.Write(name, "who,n\nx,1\n");
            await rig.LookNow.HandleAsync(source, default);
            await rig.WorkAsync();
            rig.Pass(s_quiet);
            await rig.WorkAsync();
            rig.Pass(TimeSpan.FromDays(2));
        }

        Assert.Single(await rig.VisitsAsync());
        Assert.Equal(
            [("a.csv", RecurringFileState.Imported), ("a.csv", RecurringFileState.Known), ("b.csv", RecurringFileState.Known)], await rig.FilesAsync(source));
        Assert.Equal(["done/a (2).csv", "done/a.csv", "done/b.csv"], rig.Here());
    }

    [Fact]
    public async Task Look_FilesThatStay_AreNotReadAgainUntilTheyChange()
    {
        await using var rig = await RecurringRig.StartAsync();
        var source = await rig.MakeAsync(await rig.SettingsAsync() with { After = AfterImport.Keep });
        rig.Write("a.csv", "who,n\nx,1\n");
        await TakeAsync(rig);
        for (var n = 0; n < 5; n++)
        {
            rig.Pass(TimeSpan.FromHours(1));
            await rig.WorkAsync();
        }

        rig.Write("a.csv", "who,n\nx,1\nx,2\n");
        rig.Pass(TimeSpan.FromHours(1));
        await TakeAsync(rig);

        Assert.Equal(["""{"n":1}""", """{"n":2}"""], await rig.VisitsAsync());
        Assert.Equal([("a.csv", RecurringFileState.Imported), ("a.csv", RecurringFileState.Imported)], await rig.FilesAsync(source));
        Assert.Equal(["a.csv"], rig.Here());
        // Looks that found nothing leave no history.
        await using var db = rig.Database.CreateDbContext();
        Assert.InRange(await db.JobRuns.CountAsync(r => r.Kind == LookForFiles.Kind), 1, 6);
    }

    [Fact]
    public async Task Look_FileWithoutTheColumns_FailsInWordsAndIsTriedAgainWhenSomebodyPutsItBack()
    {
        await using var rig = await RecurringRig.StartAsync();
        var settings = await rig.SettingsAsync() with { After = AfterImport.Delete };
        var source = await rig.MakeAsync(settings);
        rig.Write("bad.csv", "wer,n\nx,1\n");
        rig.Write("good.csv", "who,n\nx,2\n");
        rig.Write("bad.xlsx", "%PDF-1.7");
        await TakeAsync(rig);

        Assert.Equal(["failed/bad.csv", "failed/bad.xlsx"], rig.Here());
        Assert.Equal(["""{"n":2}"""], await rig.VisitsAsync());
        var failed = (await rig.List.FilesAsync(source, null, 10, default)).Where(f => f.State == RecurringFileState.Failed).OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
        var missing = Assert.IsType<ImportFailure.ColumnMissing>(ImportFailure.Read(failed[0].Detail!));
        Assert.Equal(("who", "'wer', 'n'"), (missing.Name, missing.Found));
        Assert.Contains("PDF", failed[1].Detail, StringComparison.Ordinal);
        File.Move(Path.Combine(rig.Root, "failed/bad.csv"), Path.Combine(rig.Root, "bad.csv"));
        rig.Pass(TimeSpan.FromHours(1));
        await TakeAsync(rig);

        Assert.Equal(["failed/bad.csv", "failed/bad.xlsx"], rig.Here());
        Assert.Equal(3, (await rig.List.FilesAsync(source, null, 10, default)).Count(f => f.State == RecurringFileState.Failed));
    }

    [Fact]
    public async Task Look_FailedFileThatStays_IsTriedAgainAfterAChangeOrByHandAndNotElse()
    {
        await using var rig = await RecurringRig.StartAsync();
        var settings = await rig.SettingsAsync() with { After = AfterImport.Keep };
        var source = await rig.MakeAsync(settings);
        rig.Write("a.csv", "wer,n\nx,1\n");
        await TakeAsync(rig);
        var first = (await rig.List.FilesAsync(source, null, 10, default)).Single().EndedAt;
        rig.Pass(TimeSpan.FromHours(1));
        await rig.WorkAsync();
        Assert.Equal(first, (await rig.List.FilesAsync(source, null, 10, default)).Single().EndedAt);

        await rig.LookNow.HandleAsync(source, default);
        await rig.WorkAsync();
        Assert.Equal(rig.Clock.Now, (await rig.List.FilesAsync(source, null, 10, default)).Single().EndedAt);

        rig.Pass(TimeSpan.FromMinutes(1));
        var other = await rig.Imports.ImportAsync("wer,n\nexample,0\n", """{"kind":"events","columns":[{"from":"wer","to":"identifier:user_id"},{"from":"n","to":"property:n","type":"number"}],"event":"Visit"}""");
        await rig.MakeAsync(settings with { Source = source, ColumnsFrom = other.Id });
        await rig.WorkAsync();

        Assert.Equal([("a.csv", RecurringFileState.Imported)], await rig.FilesAsync(source));
        Assert.Equal(["""{"n":1}"""], await rig.VisitsAsync());
    }

    [Fact]
    public async Task Retry_FileThatWasMovedAway_IsPutBackAndTakenOnceMore()
    {
        await using var rig = await RecurringRig.StartAsync();
        var settings = await rig.SettingsAsync();
        var source = await rig.MakeAsync(settings);
        rig.Write("failed/a.csv", "another of that name");
        rig.Write("a.csv", "wer,n\nx,1\n");
        rig.Write("good.csv", "who,n\nx,2\n", rig.Clock.Now.AddSeconds(1));
        await TakeAsync(rig);
        Assert.Equal(["done/good.csv", "failed/a (2).csv", "failed/a.csv"], rig.Here());
        var files = await rig.List.FilesAsync(source, null, 10, default);
        var (failed, good) = (files.Single(f => f.State == RecurringFileState.Failed).Number, files.Single(f => f.State == RecurringFileState.Imported).Number);
        var other = await rig.Imports.ImportAsync("wer,n\nexample,0\n", """{"kind":"events","columns":[{"from":"wer","to":"identifier:user_id"},{"from":"n","to":"property:n","type":"number"}],"event":"Visit"}""");
        await rig.MakeAsync(settings with { Source = source, ColumnsFrom = other.Id });

        Assert.Equal(RetryFileResult.NotFailed, await rig.Retry.HandleAsync(new RetryFile(source, good), default));
        Assert.Equal(RetryFileResult.NotFound, await rig.Retry.HandleAsync(new RetryFile(source, 999), default));
        Assert.Equal(RetryFileResult.Asked, await rig.Retry.HandleAsync(new RetryFile(source, failed), default));
        Assert.Contains("a.csv", rig.Here());
        Assert.Equal(RetryFileResult.NotThere, await rig.Retry.HandleAsync(new RetryFile(source, failed), default));
        await TakeAsync(rig);

        Assert.Equal(["""{"n":1}""", """{"n":2}"""], (await rig.VisitsAsync()).Order());
        Assert.Equal(["done/a.csv", "done/good.csv", "failed/a.csv"], rig.Here());
    }

    [Fact]
    public async Task Look_FolderThatIsGone_IsTriedAgainLaterAndLater()
    {
        await using var rig = await RecurringRig.StartAsync();
        var source = await rig.MakeAsync(await rig.SettingsAsync() with { Place = "shop" });

        foreach (var minutes in (int[])[1, 2, 4])
        {
            await rig.WorkAsync();
            var view = (await rig.List.FindAsync(source, default))!;
            Assert.Equal((RecurringProblem.FolderMissing, rig.Clock.Now.AddMinutes(minutes)), (view.Problem!.Value, view.NextAt!.Value));
            rig.Pass(TimeSpan.FromMinutes(minutes));
        }

        rig.Write("shop/a.csv", "who,n\nx,1\n");
        await TakeAsync(rig);

        Assert.Null((await rig.List.FindAsync(source, default))!.Problem);
        Assert.Single(await rig.VisitsAsync());
    }

    [Fact]
    public async Task Ring_WhatWasMissed_IsLookedForOnceAndAClosedSourceNever()
    {
        await using var rig = await RecurringRig.StartAsync();
        var settings = await rig.SettingsAsync();
        var source = await rig.MakeAsync(settings);
        await rig.WorkAsync();
        rig.Pass(TimeSpan.FromDays(3));

        Assert.Equal(1, await rig.Alarm.RingAsync(default));
        Assert.Equal(0, await rig.Alarm.RingAsync(default));
        await rig.LookAsync(Kill.Never);
        Assert.Equal(0, await rig.Alarm.RingAsync(default));

        await rig.MakeAsync(settings with { Source = source, ColumnsFrom = null, Disabled = true });
        rig.Pass(TimeSpan.FromDays(3));
        Assert.Equal(0, await rig.Alarm.RingAsync(default));
        Assert.Null((await rig.List.FindAsync(source, default))!.NextAt);
    }

    [Theory]
    [InlineData(AfterImport.Move)]
    [InlineData(AfterImport.Keep)]
    public async Task Look_KilledAtEveryWrite_NeitherLosesNorDoublesAFile(AfterImport after)
    {
        // Nine writes at most: notes, four files, two moved at once, the end.
        for (var write = 1; write <= 9; write++)
        {
            foreach (var committed in (bool[])[false, true])
            {
                await using var rig = await RecurringRig.StartAsync();
                var source = await rig.MakeAsync(await rig.SettingsAsync() with { After = after });
                rig.Write("a.csv", "who,n\nx,1\n");
                rig.Write("bad.csv", "wer\nx\n", rig.Clock.Now.AddSeconds(1));
                rig.Write("b.csv", "who,n\nx,2\n", rig.Clock.Now.AddSeconds(2));
                rig.Write("same.csv", "who,n\nx,1\n", rig.Clock.Now.AddSeconds(3));

                var kill = new Kill(write, committed);
                // One death, in the look whose turn it is at that write; then everything goes on.
                for (var n = 0; n < 8; n++)
                {
                    if (await rig.Alarm.RingAsync(default) > 0 || await rig.IsWaitingAsync(LookForFiles.Kind))
                    {
                        if (!await rig.LookAsync(n is 1 or 3 ? kill : Kill.Never)) Assert.True(await rig.LookAsync(Kill.Never));
                    }

                    await rig.ImportAllAsync();
                    rig.Pass(s_quiet);
                }

                Assert.Equal(["""{"n":1}""", """{"n":2}"""], (await rig.VisitsAsync()).Order());
                Assert.Equal(
                    [("a.csv", RecurringFileState.Imported), ("b.csv", RecurringFileState.Imported), ("bad.csv", RecurringFileState.Failed), ("same.csv", RecurringFileState.Known)],
                    (await rig.FilesAsync(source)).OrderBy(f => f.Name, StringComparer.Ordinal));
                Assert.Equal(Expected(after), rig.Here());
                Assert.Equal(2, (await rig.Imports.List.RecentAsync(10, null, default)).Count(i => i.FileName != "people.csv" && i.State == ImportState.Completed));
            }
        }
    }

    private static string[] Expected(AfterImport after) => after switch
    {
        AfterImport.Move => ["done/a.csv", "done/b.csv", "done/same.csv", "failed/bad.csv"],
        _ => ["a.csv", "b.csv", "bad.csv", "same.csv"],
    };

    private static async Task TakeAsync(RecurringRig rig)
    {
        await rig.WorkAsync();
        rig.Pass(s_quiet);
        await rig.WorkAsync();
    }
}
