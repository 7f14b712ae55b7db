using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Recurring;
using CdpStudio.Web.Components;
using CdpStudio.Web.Sources;
using CdpStudio.Web.Sources.Recurring;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Tests.Sources.Recurring;

/// <summary>A product whose operator has named a folder.</summary>
public sealed class WatchingStudio : StudioApp
{
    public string Root { get; } = Directory.CreateTempSubdirectory("cdpstudio-watched-").FullName;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings)
    {
        ["Recurring:Root"] = Root,
        ["Recurring:QuietTime"] = "00:00:01",
    };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }
}

/// <summary>The pages of recurring imports over a running product.</summary>
public sealed class RecurringPageTests : BunitContext, IClassFixture<WatchingStudio>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly WatchingStudio _studio;

    public RecurringPageTests(WatchingStudio studio)
    {
        using (studio.CreateClient())
        {
            // The product starts with its first client.
        }

        _studio = studio;
        Services.AddFallbackServiceProvider(studio.Services.CreateScope().ServiceProvider);
        Services.AddSingleton(new ToastList());
        Services.AddScoped<PageAddress>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.AddAuthorization().SetAuthorized("Linh").SetClaims(studio.AdministratorClaim()).SetPolicies([.. Permission.All]);
    }

    [Fact]
    public async Task Make_FolderByTheForm_TakesItsFilesAndShowsWhatBecameOfThem()
    {
        var example = await ExampleAsync();
        var page = Open<NewRecurringPage>($"/sources/recurring?from={example}");
        Assert.Equal(example.ToString(CultureInfo.InvariantCulture), Input(page, "Columns as in").GetAttribute("value"));

        await page.Find("form").SubmitAsync();
        Assert.Contains("at most 200 characters", page.Find(".error").TextContent, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(_studio.Root, "shop"));
        await File.WriteAllTextAsync(Path.Combine(_studio.Root, "shop/day.csv"), "nr\nr1\nr2\n");
        await File.WriteAllTextAsync(Path.Combine(_studio.Root, "shop/odd.csv"), "name\nr1\n");
        await Input(page, "Name").ChangeAsync(new ChangeEventArgs { Value = "Daily" });
        await Input(page, "Folder").ChangeAsync(new ChangeEventArgs { Value = "shop" });
        await page.Find("form").SubmitAsync();

        var address = Services.GetRequiredService<NavigationManager>().Uri;
        var id = int.Parse(address[(address.LastIndexOf('/') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        await UntilAsync(id, files => files.Count == 2 && files.All(f => f.State is RecurringFileState.Imported or RecurringFileState.Failed));
        var source = Open<SourcePage>(address, p => p.Add(s => s.Id, id));
        source.WaitForAssertion(() => Assert.Equal(2, TableOf(source, "Files").QuerySelectorAll("tbody tr").Length), s_patience);
        Assert.Contains("Imported", Row(source, "day.csv").TextContent, StringComparison.Ordinal);
        Assert.Contains("can’t be read with these columns", Row(source, "odd.csv").TextContent, StringComparison.Ordinal);
        Assert.Contains("does not have the column ‘nr’; it has 'name'.", Row(source, "odd.csv").TextContent, StringComparison.Ordinal);
        Assert.Equal(["done/day.csv", "failed/odd.csv"], Directory.GetFiles(Path.Combine(_studio.Root, "shop"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Path.Combine(_studio.Root, "shop"), f)).Order());
    }

    [Fact]
    public async Task Page_OfAFetchedFile_NeverShowsItsSecretAndSaysWhatIsWrong()
    {
        var id = await MakeAsync(new RecurringFormValue
        {
            Name = "Fetched", Kind = Core.Sources.SourceKind.Address, Place = "http://localhost:1/people.csv", ColumnsFrom = await ExampleAsync(),
            SignIn = SignInKind.Bearer, Secret = "s3cret-token",
        });

        var page = Open<SourcePage>($"/sources/{id}", p => p.Add(s => s.Id, id));

        page.WaitForAssertion(() => Assert.Contains("port is not allowed", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), s_patience);
        page.WaitForAssertion(() => Assert.Contains("Failed", TableOf(page, "Looks for files").QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal), s_patience);
        await TableOf(page, "Looks for files").QuerySelector("button")!.ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".log li")), s_patience);
        Assert.DoesNotContain("s3cret", page.Markup, StringComparison.Ordinal);
        Assert.Contains("One is stored", page.Markup, StringComparison.Ordinal);
        await Input(page, "Address").ChangeAsync(new ChangeEventArgs { Value = "https://elsewhere.example/people.csv" });
        await page.Find("form").SubmitAsync();
        Assert.Contains("not sent to another server", page.Find(".error").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_HoursOfSilence_AreShownKeptAndRefusedByTheirField()
    {
        Directory.CreateDirectory(Path.Combine(_studio.Root, "quiet"));
        var id = await MakeAsync(new RecurringFormValue { Name = "Quiet", Place = "quiet", ColumnsFrom = await ExampleAsync(), SilentAfterHours = 5 });
        var page = Open<SourcePage>($"/sources/{id}", p => p.Add(s => s.Id, id));
        page.WaitForElement("form", s_patience);
        Assert.Equal("5", Input(page, "Tell me after hours").GetAttribute("value"));

        await SaveAsync("745");
        Assert.Contains("from 1 to 744", page.Find(".error").TextContent, StringComparison.Ordinal);
        Assert.Equal(5, await HoursAsync());
        await SaveAsync("744");
        Assert.Empty(page.FindAll(".error"));
        Assert.Equal(744, await HoursAsync());
        await SaveAsync("");
        Assert.Null(await HoursAsync());

        async Task SaveAsync(string hours)
        {
            await Input(page, "Tell me after hours").ChangeAsync(new ChangeEventArgs { Value = hours });
            await page.Find("form").SubmitAsync();
        }

        async Task<int?> HoursAsync() => (await _studio.Services.GetRequiredService<SourceList>().FindAsync(new SourceId(id), default))!.Source.SilentAfterHours;
    }

    [Fact]
    public async Task List_ImportWhoseLookFailed_SaysSoOnceAndIsCountedInTheNavigation()
    {
        const string Words = "Problem at the last look";
        var list = Services.GetRequiredService<SourceHealthList>();
        var before = await list.CountNeedingALookAsync(default);
        var id = new SourceId(await MakeAsync(new RecurringFormValue
        {
            Name = "Lost supplier", Kind = SourceKind.Address, Place = "http://localhost:1/prices.csv", ColumnsFrom = await ExampleAsync(),
        }));
        using var patience = new CancellationTokenSource(s_patience);
        while ((await list.FindAsync(id, patience.Token))!.Problem is null)
        {
            // Asked again until it is there.
        }

        var page = Open<SourcesPage>("/sources");
        Assert.Equal(Words, Assert.Single(Row(page, "Lost supplier").QuerySelectorAll(".chip")).TextContent);
        var badge = Render<SourcesBadge>();
        badge.WaitForAssertion(() => Assert.Equal((before + 1).ToString(CultureInfo.InvariantCulture), badge.Find(".n").TextContent.Trim()), s_patience);

        // One that is silent for it as well is still in one state.
        var health = (await list.FindAsync(id, default))! with { SilentSince = DateTimeOffset.UnixEpoch };
        Assert.Equal(Words, Assert.Single(Render<SourceState>(p => p.Add(s => s.Health, health)).FindAll(".chip")).TextContent);
    }

    [Fact]
    public void Form_WithoutAnImportToTakeColumnsFrom_SaysWhatToDoFirst()
    {
        var form = Render<RecurringForm>(p => p
            .Add(f => f.Value, new RecurringFormValue { IsAtATime = true, Days = DaysOfWeek.Monday })
            .Add(f => f.Wrong, new HashSet<RecurringSetting>())
            .Add(f => f.Imports, []));

        Assert.Equal("/sources/import", form.Find(".note a").GetAttribute("href"));
        Assert.Equal(7, form.FindAll("input[type=checkbox]").Count);
        Assert.Single(form.FindAll("input[type=checkbox][checked]"));
    }

    [Fact]
    public void Texts_OfEveryProblemAndState_AreThere()
    {
        var texts = Services.GetRequiredService<IStringLocalizer<RecurringTexts>>();

        Assert.All(Enum.GetValues<RecurringProblem>(), p => Assert.False(texts[$"Problem.{p}"].ResourceNotFound, p.ToString()));
        Assert.All(Enum.GetValues<RecurringFileState>(), s => Assert.False(texts[$"State.{s}"].ResourceNotFound, s.ToString()));
        Assert.All(Enum.GetValues<AfterImport>(), a => Assert.False(texts[$"After.{a}"].ResourceNotFound, a.ToString()));
        Assert.All(Enum.GetValues<SignInKind>(), s => Assert.False(texts[$"SignIn.{s}"].ResourceNotFound, s.ToString()));
    }

    [Theory]
    [InlineData(false, 60, "", "every 60")]
    [InlineData(false, null, "", null)]
    [InlineData(false, 0, "", null)]
    [InlineData(true, 60, "03:30", "at 03:30 sun,sat")]
    [InlineData(true, 60, "", null)]
    public void ToCommand_WhenFields_AreTheScheduleOrNone(bool isAtATime, int? minutes, string time, string? schedule)
    {
        var value = new RecurringFormValue { IsAtATime = isAtATime, Minutes = minutes, Time = time, Days = DaysOfWeek.Saturday | DaysOfWeek.Sunday };

        Assert.Equal(schedule, value.ToCommand("ann").Schedule?.Write());
    }

    /// <summary>A finished import, made once.</summary>
    private async Task<int> ExampleAsync()
    {
        var imports = _studio.Services.GetRequiredService<ImportList>();
        var files = _studio.Services.GetRequiredService<ImportFiles>();
        var file = await files.SaveAsync(new MemoryStream("nr\nexample\n"u8.ToArray()), "example.csv", default);
        var mapping = Assert.IsType<MappingReading.Read>(MappingJson.Read("""{"kind":"profiles","columns":[{"from":"nr","to":"identifier:user_id"}]}""")).Mapping;
        var started = Assert.IsType<StartImportResult.Started>(await _studio.Services.GetRequiredService<StartImportHandler>().HandleAsync(new StartImport(file, mapping), default));
        using var patience = new CancellationTokenSource(s_patience);
        while ((await imports.FindAsync(started.Run, patience.Token))!.State != ImportState.Completed)
        {
            // Asked again until it is.
        }

        return started.Run.Value;
    }

    private static IElement TableOf<T>(IRenderedComponent<T> page, string caption)
        where T : IComponent =>
        page.FindAll("table").Single(t => t.QuerySelector("caption")!.TextContent == caption);

    private async Task<int> MakeAsync(RecurringFormValue value) =>
        Assert.IsType<SaveRecurringImportResult.Saved>(await _studio.Services.GetRequiredService<SaveRecurringImportHandler>().HandleAsync(value.ToCommand("ann"), default)).Source.Value;

    private async Task UntilAsync(int source, Func<IReadOnlyList<RecurringFileRow>, bool> reached)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (!reached(await _studio.Services.GetRequiredService<RecurringList>().FilesAsync(new SourceId(source), null, 100, patience.Token)))
        {
            // Asked again until it is.
        }
    }

    private IRenderedComponent<T> Open<T>(string address, Action<ComponentParameterCollectionBuilder<T>>? parameters = null)
        where T : IComponent
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = Render(parameters ?? (_ => { }));
        page.WaitForState(() => page.FindAll(".waiting").Count == 0, s_patience);
        return page;
    }

    private static IElement Row(IRenderedComponent<IComponent> page, string name) =>
        page.FindAll("tbody tr").Single(r => r.TextContent.Contains(name, StringComparison.Ordinal));

    private static IElement Input(IRenderedComponent<IComponent> page, string label)
    {
        var id = page.FindAll("label").First(l => l.TextContent.StartsWith(label, StringComparison.Ordinal)).GetAttribute("for");
        return page.Find($"#{id}");
    }
}
