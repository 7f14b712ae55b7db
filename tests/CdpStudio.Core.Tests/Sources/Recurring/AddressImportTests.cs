using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources;
using CdpStudio.Core.Sources.Recurring;
using CdpStudio.Core.Tests.Sources.Imports;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Core.Tests.Sources.Recurring;

public sealed class AddressImportTests
{
    private const string File = "who,n\nx,1\n";

    [Fact]
    public async Task Looks_ThatAreOver_AreListedBySourceAndOfEmptyOnesTheLastAlone()
    {
        await using var rig = await RecurringRig.StartAsync();
        var folder = await rig.MakeAsync(await rig.SettingsAsync());
        var address = await rig.MakeAsync(await rig.SettingsAsync(SourceKind.Address));
        await LookAsync();
        Assert.Equal([JobState.Failed], await StatesAsync(address));

        rig.Server.Answer = _ => InventedServer.File(File);
        for (var hour = 0; hour < 4; hour++) await LookAsync();

        Assert.Equal([JobState.Completed, JobState.Completed, JobState.Failed], await StatesAsync(address));
        Assert.Equal([JobState.Completed], await StatesAsync(folder));
        Assert.Equal([("people.csv", RecurringFileState.Imported)], await rig.FilesAsync(address));

        async Task LookAsync()
        {
            rig.Pass(TimeSpan.FromHours(1));
            await rig.Alarm.RingAsync(default);
            while (await rig.IsWaitingAsync(LookForFiles.Kind)) Assert.True(await rig.LookAsync(Kill.Never));
            await rig.ImportAllAsync();
        }

        async Task<IEnumerable<JobState>> StatesAsync(SourceId source) => (await rig.List.LooksAsync(source, 10, default)).Select(l => l.State);
    }

    [Fact]
    public async Task Look_FileOfAnAddress_IsImportedAndAskedForByItsTagTheNextTime()
    {
        await using var rig = await RecurringRig.StartAsync();
        var source = await rig.MakeAsync(await rig.SettingsAsync(SourceKind.Address));
        rig.Server.Answer = request => request.ETag == "\"1\"" ? new FetchAnswer.NotChanged() : InventedServer.File(File, "\"1\"");
        await rig.WorkAsync();
        rig.Pass(TimeSpan.FromHours(1));
        await rig.WorkAsync();

        Assert.Equal([null, "\"1\"", "\"1\""], rig.Server.Requests.Select(r => r.ETag));
        Assert.Single(await rig.VisitsAsync());
        Assert.Equal([("people.csv", RecurringFileState.Imported)], await rig.FilesAsync(source));
        Assert.Equal(1, (await rig.Imports.Ingestion.CountsAsync(source.Value)).Accepted);
    }

    [Fact]
    public async Task Look_ServerThatKnowsNoTags_IsUnderstoodByTheContent()
    {
        await using var rig = await RecurringRig.StartAsync();
        var source = await rig.MakeAsync(await rig.SettingsAsync(SourceKind.Address));
        var text = File;
        rig.Server.Answer = _ => InventedServer.File(text);
        for (var n = 0; n < 3; n++)
        {
            await rig.WorkAsync();
            rig.Pass(TimeSpan.FromHours(1));
        }

        Assert.Single(await rig.FilesAsync(source));
        text = File + "x,2\n";
        await rig.WorkAsync();

        Assert.Equal(["""{"n":1}""", """{"n":2}"""], await rig.VisitsAsync());
        Assert.Equal(2, (await rig.FilesAsync(source)).Count);
    }

    [Fact]
    public async Task Look_FileThatFailed_ComesAgainOnlyByHandOrAfterAChange()
    {
        await using var rig = await RecurringRig.StartAsync();
        var source = await rig.MakeAsync(await rig.SettingsAsync(SourceKind.Address));
        rig.Server.Answer = _ => InventedServer.File("wer\nx\n", "\"1\"");
        for (var n = 0; n < 3; n++)
        {
            await rig.WorkAsync();
            rig.Pass(TimeSpan.FromHours(1));
        }

        await rig.LookNow.HandleAsync(source, default);
        await rig.WorkAsync();

        Assert.Equal([("people.csv", RecurringFileState.Failed)], await rig.FilesAsync(source));
        Assert.Equal([null, "\"1\"", "\"1\"", null], rig.Server.Requests.Select(r => r.ETag));
    }

    [Theory]
    [InlineData(RecurringProblem.NoAnswer, 1)]
    [InlineData(RecurringProblem.ServerBusy, 1)]
    [InlineData(RecurringProblem.SignInRefused, 60)]
    [InlineData(RecurringProblem.PrivateHost, 60)]
    [InlineData(RecurringProblem.BadRedirect, 60)]
    public async Task Look_AddressThatFails_IsTriedAgainSoonWhereThatMayHelp(RecurringProblem problem, int minutes)
    {
        await using var rig = await RecurringRig.StartAsync();
        var source = await rig.MakeAsync(await rig.SettingsAsync(SourceKind.Address));
        // Past the schedule's beginning, so that the next time is a whole interval away.
        rig.Pass(TimeSpan.FromHours(1));
        rig.Server.Answer = _ => throw new FetchFailedException(problem);

        await rig.WorkAsync();

        var view = (await rig.List.FindAsync(source, default))!;
        Assert.Equal((problem, 1, rig.Clock.Now.AddMinutes(minutes)), (view.Problem!.Value, view.Failures, view.NextAt!.Value));
    }

    [Fact]
    public async Task Look_BodyShorterThanTheServerSaid_IsBrokenOffAndNothingIsKept()
    {
        await using var rig = await RecurringRig.StartAsync();
        var source = await rig.MakeAsync(await rig.SettingsAsync(SourceKind.Address));
        rig.Server.Answer = _ => InventedServer.File(File, bytes: 4_000);
        var before = Directory.GetFiles(rig.Imports.Files.Folder).Length;

        await rig.WorkAsync();

        Assert.Equal(RecurringProblem.BrokenOff, (await rig.List.FindAsync(source, default))!.Problem);
        Assert.Equal(before, Directory.GetFiles(rig.Imports.Files.Folder).Length);
        Assert.Empty(await rig.FilesAsync(source));
    }

    [Fact]
    public async Task Look_KilledAtEveryWrite_ImportsTheFileOnce()
    {
        for (var write = 1; write <= 4; write++)
        {
            foreach (var committed in (bool[])[false, true])
            {
                await using var rig = await RecurringRig.StartAsync();
                var source = await rig.MakeAsync(await rig.SettingsAsync(SourceKind.Address));
                rig.Server.Answer = request => request.ETag == "\"1\"" ? new FetchAnswer.NotChanged() : InventedServer.File(File, "\"1\"");
                Assert.Equal(1, await rig.Alarm.RingAsync(default));

                if (!await rig.LookAsync(new Kill(write, committed))) Assert.True(await rig.LookAsync(Kill.Never));
                await rig.ImportAllAsync();
                await rig.WorkAsync();

                Assert.Single(await rig.VisitsAsync());
                Assert.Equal([("people.csv", RecurringFileState.Imported)], await rig.FilesAsync(source));
            }
        }
    }

    [Fact]
    public async Task Save_SignIn_IsStoredHiddenSentInTheClearAndNeverToAnotherServer()
    {
        await using var rig = await RecurringRig.StartAsync();
        var settings = await rig.SettingsAsync(SourceKind.Address) with { SignIn = SignInKind.Basic, SignInName = "shop", Secret = "s3cret" };
        var source = await rig.MakeAsync(settings);
        await rig.WorkAsync();

        Assert.Equal(new FetchSignIn.Basic("shop", "s3cret"), rig.Server.Requests.Single().SignIn);
        Assert.Equal("Basic", rig.Server.Requests.Single().SignIn.ToString());
        await using var db = rig.Database.CreateDbContext();
        Assert.DoesNotContain("s3cret", db.RecurringImports.Single().Secret, StringComparison.Ordinal);

        var kept = settings with { Source = source, ColumnsFrom = null, Secret = null };
        Assert.Equal(RecurringSetting.Secret, Refused(await rig.Save.HandleAsync(kept with { Place = "https://evil.example/people.csv" }, default)));
        Assert.Equal(RecurringSetting.Secret, Refused(await rig.Save.HandleAsync(kept with { Place = "http://files.example/people.csv" }, default)));
        Assert.Equal(RecurringSetting.Secret, Refused(await rig.Save.HandleAsync(kept with { SignIn = SignInKind.Bearer }, default)));
        Assert.IsType<SaveRecurringImportResult.Saved>(await rig.Save.HandleAsync(kept with { Place = "https://files.example/other.csv" }, default));
        rig.Server.Requests.Clear();
        await rig.WorkAsync();
        Assert.Equal(new FetchSignIn.Basic("shop", "s3cret"), rig.Server.Requests.Single().SignIn);
    }

    [Fact]
    public async Task Save_HoursOfSilence_AreToldOfAtOnceFromTheLastMessage()
    {
        await using var rig = await RecurringRig.StartAsync();
        var settings = await rig.SettingsAsync(SourceKind.Address) with { SilentAfterHours = 3 };
        var source = await rig.MakeAsync(settings);
        rig.Pass(TimeSpan.FromMinutes(5));
        rig.Server.Answer = _ => InventedServer.File(File);
        await rig.WorkAsync();
        var last = rig.Clock.Now;
        var kept = settings with { Source = source, ColumnsFrom = null };
        rig.Pass(TimeSpan.FromHours(4));

        foreach (var (hours, disabled, silent) in new (int?, bool, bool)[] { (3, false, true), (4, false, false), (3, false, true), (3, true, false), (3, false, true), (null, false, false) })
        {
            await rig.MakeAsync(kept with { SilentAfterHours = hours, Disabled = disabled });
            IReadOnlyList<SilentSource> told = silent ? [new SilentSource(source, "Shop", last)] : [];
            Assert.Equal(told, rig.Silent.Now);
            Assert.Equal(hours, (await rig.List.FindAsync(source, default))!.SilentAfterHours);
        }
    }

    [Fact]
    public async Task Health_AddressThatFails_NeedsOneLookUntilItGoesWellOrIsPaused()
    {
        await using var rig = await RecurringRig.StartAsync();
        var source = await rig.MakeAsync(await rig.SettingsAsync(SourceKind.Address) with { SilentAfterHours = 1 });
        using var keys = new WriteKeys(rig.Database, rig.Clock, NullLogger<WriteKeys>.Instance);
        var change = new ChangeSourceHandler(rig.Database.Queue, keys, rig.Silent, NullLogger<ChangeSourceHandler>.Instance);
        Assert.Equal(0, await CountAsync());

        await rig.WorkAsync();
        Assert.Equal(1, await CountAsync());
        Assert.Equal(RecurringProblem.NoAnswer, (await HealthAsync()).Problem);

        rig.Pass(TimeSpan.FromHours(2));
        Assert.Equal(1, await CountAsync());
        Assert.NotNull((await HealthAsync()).SilentSince);

        foreach (var (disabled, count) in new (bool, int)[] { (true, 0), (false, 1) })
        {
            await change.HandleAsync(new ChangeSource(source, "Shop", disabled, "", null) { SilentAfterHours = 1 }, default);
            Assert.Equal(count, await CountAsync());
        }

        rig.Server.Answer = _ => InventedServer.File(File);
        await rig.WorkAsync();
        Assert.Equal(0, await CountAsync());
        Assert.Null((await HealthAsync()).Problem);

        async Task<SourceHealth> HealthAsync() => (await rig.Health.FindAsync(source, default))!;

        async Task<long> CountAsync()
        {
            await rig.Silent.LoadAsync(default);
            var count = await rig.Health.CountNeedingALookAsync(default);
            // The list and the navigation say the same.
            Assert.Equal((await rig.Health.AllAsync(default)).Count(h => h.NeedsALook), count);
            return count;
        }
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://files.example/a.csv")]
    [InlineData("https://user:pass@files.example/a.csv")]
    [InlineData("https://files.example/a b.csv")]
    [InlineData("https://files.example/a.csv\r\nX: y")]
    [InlineData("https:\\\\files.example\\a.csv")]
    [InlineData("files.example/a.csv")]
    [InlineData("//files.example/a.csv")]
    [InlineData("")]
    public async Task Save_WhatIsNoAddress_IsRefused(string place)
    {
        await using var rig = await RecurringRig.StartAsync();

        Assert.Equal(RecurringSetting.Place, Refused(await rig.Save.HandleAsync(await rig.SettingsAsync(SourceKind.Address) with { Place = place }, default)));
    }

    [Fact]
    public async Task Save_OtherNonsense_IsRefusedByName()
    {
        await using var rig = await RecurringRig.StartAsync();
        var settings = await rig.SettingsAsync(SourceKind.Address);

        Assert.Equal(RecurringSetting.Name, Refused(await rig.Save.HandleAsync(settings with { Name = " " }, default)));
        Assert.Equal(RecurringSetting.Schedule, Refused(await rig.Save.HandleAsync(settings with { Schedule = null }, default)));
        Assert.Equal(RecurringSetting.Columns, Refused(await rig.Save.HandleAsync(settings with { ColumnsFrom = null }, default)));
        Assert.Equal(RecurringSetting.Columns, Refused(await rig.Save.HandleAsync(settings with { ColumnsFrom = new(999) }, default)));
        Assert.Equal(RecurringSetting.Pattern, Refused(await rig.Save.HandleAsync(settings with { Kind = SourceKind.Folder, Place = "", Pattern = "../*.csv" }, default)));
        foreach (var name in (string[])["Host", "content-length", "X-A\r\nX-B", "Proxy-Authorization", "a:b", ""])
            Assert.Equal(RecurringSetting.SignInName, Refused(await rig.Save.HandleAsync(settings with { SignIn = SignInKind.Header, SignInName = name, Secret = "s" }, default)));
        Assert.Equal(RecurringSetting.Secret, Refused(await rig.Save.HandleAsync(settings with { SignIn = SignInKind.Bearer, Secret = "a\r\nb" }, default)));
        foreach (var hours in (int[])[-1, 0, Source.MaxSilentHours + 1])
            Assert.Equal(RecurringSetting.Silence, Refused(await rig.Save.HandleAsync(settings with { SilentAfterHours = hours }, default)));
        Assert.IsType<SaveRecurringImportResult.NotFound>(await rig.Save.HandleAsync(settings with { Source = new(999) }, default));
    }

    private static RecurringSetting Refused(SaveRecurringImportResult result) => Assert.Single(Assert.IsType<SaveRecurringImportResult.Refused>(result).Wrong);
}
