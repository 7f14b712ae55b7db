using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Duplicates;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Privacy;
using CdpStudio.Web.Components;
using CdpStudio.Web.Duplicates;
using CdpStudio.Web.Shell;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Duplicates;

/// <summary>The pages over a running product's parts, with pairs as a search leaves them.</summary>
public sealed class DuplicatesPageTests : BunitContext, IClassFixture<StudioApp>, IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static readonly DuplicateFindings s_findings = new(
        DateTimeOffset.UnixEpoch, People: 1_204, LeftOut: 0, Empty: 3, ["email"], Pairs: 12, MorePairs: 0, Joined: 0,
        [new ExpectedError(0.9, 140, 2.1, 0.05), new ExpectedError(0.99, 120, 0.4, 0.1)]);

    private readonly StudioApp _app;

    public DuplicatesPageTests(StudioApp app)
    {
        _app = app;
        using (app.CreateClient())
        {
            // The product starts with its first client.
        }

        Services.AddFallbackServiceProvider(app.Services.CreateScope().ServiceProvider);
        Services.AddSingleton(new ToastList());
        Services.AddScoped<PageAddress>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.AddAuthorization().SetAuthorized("Linh").SetPolicies([.. Permission.All]);
    }

    private IProfileDirectory Directory => _app.Services.GetRequiredService<IProfileDirectory>();

    private DuplicateList List => _app.Services.GetRequiredService<DuplicateList>();

    public Task InitializeAsync() => StoredPairs.ClearAsync(_app.Services);

    public new async Task DisposeAsync() => await base.DisposeAsync();

    [Fact]
    public async Task Empty_SaysWhetherAnybodySearched()
    {
        var before = Render<DuplicatesPage>();
        before.WaitForAssertion(() => Assert.Equal("Nobody has searched yet", before.Find(".empty h2").TextContent), s_patience);

        await StoredPairs.FoundAsync(_app.Services, s_findings);

        var after = Render<DuplicatesPage>();
        after.WaitForAssertion(() => Assert.Equal("No pair to look at", after.Find(".empty h2").TextContent), s_patience);
        Assert.Contains("1,204 people compared, 12 pairs suggested", after.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NamesTheTwoAndWhatSpeaksForIt()
    {
        var id = await StoredPairs.AddAsync(_app);

        var page = Render<DuplicatesPage>();

        page.WaitForElement("tbody tr", s_patience);
        Assert.Equal(["Ann Zolly", "Anne Zolly"], page.FindAll("tbody bdi.strong").Select(b => b.TextContent).Order(StringComparer.Ordinal));
        Assert.Equal($"/profiles/duplicates/{id}", page.Find("tbody a.open").GetAttribute("href"));
        Assert.Contains("Very likely", page.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("94.2", page.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("lastName: same, firstName: one typing error", page.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chosen_AreJoinedTogetherOnceThatIsConfirmed()
    {
        await StoredPairs.AddAsync(_app);
        await StoredPairs.AddAsync(_app);
        var page = Render<DuplicatesPage>();
        page.WaitForElement("tbody tr", s_patience);

        page.Find(".toolbar input").Change(true);
        Assert.Equal("2 pairs chosen", page.Find(".toolbar [role=status]").TextContent);
        page.Find(".toolbar button").Click();
        Assert.Equal("Join 2 pairs?", page.Find("dialog h2").TextContent);
        page.Find("dialog button.primary").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("tbody tr")), s_patience);
        Assert.Equal(2, (await List.CountsAsync(default))[DuplicateView.Accepted]);
    }

    [Fact]
    public async Task Review_ShowsBothSideBySideAndTheWeightsOfTheFields()
    {
        var page = Review(await StoredPairs.AddAsync(_app));

        page.WaitForElement("table", s_patience);
        var city = page.FindAll("tr.differs").Single(tr => tr.QuerySelector("th")!.TextContent == "city");
        Assert.Equal(["Riga", "Vilnius"], city.QuerySelectorAll("td .value").Select(v => v.TextContent).Order(StringComparer.Ordinal));
        var bars = page.FindAll("svg.fall").Select(svg => svg.ParentElement!.ParentElement!).ToList();
        Assert.Equal(
            ["Any two people -12.0", "lastName +9.0", "firstName +4.5", "Order of the names +0.5", "city -1.5", "Taken off for strangers who -0.5", "All together 0.0"],
            bars.Select(tr => $"{tr.QuerySelector("th")!.TextContent} {tr.QuerySelector(".num")!.TextContent}"));
        Assert.Contains("Not compared, because one of them says nothing: phone", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Review_Accepted_GoesOnToTheNextPairAndCanBeTakenApart()
    {
        var (low, high) = await StoredPairs.TwoPeopleAsync(_app);
        var id = await StoredPairs.AddAsync(_app.Services, low, high);
        var next = await StoredPairs.AddAsync(_app);
        var page = Review(id);
        page.WaitForElement("[accesskey=a]", s_patience);
        Assert.Equal($"/profiles/duplicates/{next}", page.Find("[accesskey=n]").GetAttribute("href"));

        page.Find("[accesskey=a]").Click();

        page.WaitForAssertion(
            () => Assert.EndsWith($"/profiles/duplicates/{next}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal), s_patience);
        Assert.Equal(low, Directory.Read(high)!.Id);
        var accepted = Review(id);
        accepted.WaitForElement("[accesskey=u]", s_patience).Click();
        accepted.WaitForAssertion(() => Assert.Contains("Taken apart again", accepted.Markup, StringComparison.Ordinal), s_patience);
        Assert.Equal(high, Directory.Read(high)!.Id);
    }

    [Fact]
    public async Task Undone_OfTwoWhoAreStillOne_SaysSo()
    {
        var (low, high) = await StoredPairs.TwoPeopleAsync(_app);
        var pair = (await List.FindAsync(await StoredPairs.AddAsync(_app.Services, low, high), default))! with { State = DuplicateState.Undone };
        var one = Directory.Read(low)!;

        var still = Render<PairState>(p => p.Add(s => s.Of, new PairOfPeople(pair, one, one)));
        var apart = Render<PairState>(p => p.Add(s => s.Of, new PairOfPeople(pair, one, Directory.Read(high))));

        Assert.Equal("Taken back, still one", still.Find(".row").TextContent.Trim());
        Assert.Equal("Taken apart again", apart.Find(".row").TextContent.Trim());
    }

    [Fact]
    public async Task Page_WhenAnotherKindOfJobMovesOn_StaysAsItIs()
    {
        var (low, high) = await StoredPairs.TwoPeopleAsync(_app);
        await StoredPairs.AddAsync(_app.Services, low, high);
        var page = Render<DuplicatesPage>();
        page.WaitForElement("tbody tr", s_patience);
        await StoredPairs.AddAsync(_app);
        var moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var feed = _app.Services.GetRequiredService<TaskFeed>();
        feed.Changed += () => moved.TrySetResult();

        await _app.Services.GetRequiredService<StartPersonExportHandler>()
            .HandleAsync(new StartPersonExport(Directory.Read(low)!.Identifiers[0], "Linh", ""), default);
        await moved.Task.WaitAsync(s_patience);
        await page.InvokeAsync(() => { });

        Assert.Single(page.FindAll("tbody tr"));
    }

    [Fact]
    public async Task Rejected_StandsInItsTabAndOpensAgain()
    {
        var id = await StoredPairs.AddAsync(_app);
        await _app.Services.GetRequiredService<RejectDuplicateHandler>().HandleAsync(new RejectDuplicate(id, "Linh"), default);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/profiles/duplicates?tab=rejected");

        var page = Render<DuplicatesPage>();
        page.WaitForElement("tbody button", s_patience).Click();

        page.WaitForAssertion(() => Assert.Equal("Nothing here yet", page.Find(".empty h2").TextContent), s_patience);
        Assert.Equal(DuplicateState.Open, (await List.FindAsync(id, default))!.State);
    }

    [Fact]
    public void Review_OfAPairThatIsGone_SaysSo()
    {
        var page = Review(999_999_999);

        page.WaitForAssertion(() => Assert.Equal("This pair is no longer there", page.Find(".empty h2").TextContent), s_patience);
    }

    [Fact]
    public async Task Settings_SayWhatAThresholdIsExpectedToGetWrong()
    {
        await StoredPairs.FoundAsync(_app.Services, s_findings);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/profiles/duplicates?tab=settings");
        var page = Render<DuplicatesPage>();
        page.WaitForElement("form", s_patience);
        Assert.Contains("of 120 pairs about 0.4 to be wrong", page.Markup, StringComparison.Ordinal);
        Assert.All(page.FindAll("form input"), box => Assert.False(box.HasAttribute("checked")));

        page.Find("form select").Change("0.9");
        Assert.Contains("of 140 pairs about 2.1 to be wrong", page.Markup, StringComparison.Ordinal);
        page.FindAll("form input")[1].Change(true);
        await page.Find("form").SubmitAsync();

        var search = await List.SearchAsync(default);
        Assert.Equal((false, true, 0.9), (search.Nightly, search.Automatic, search.Threshold));
    }

    // Not in the database: the running product would take such a job for one of a process that died.
    [Theory]
    [InlineData(JobState.Running, "Step 2 of 4")]
    [InlineData(JobState.Failed, "The last search failed")]
    [InlineData(JobState.Cancelled, "The last search was cancelled")]
    public void Search_SaysHowFarItIs(JobState state, string words)
    {
        var run = new JobRow(
            JobRunId.New(), "find-duplicates", null, "Linh", state, CancelRequested: false, Done: 1, Total: 4, Error: null, DateTimeOffset.UnixEpoch, null, null);

        var view = Render<SearchState>(p => p.Add(s => s.Search, new DuplicateSearchStatus(false, false, 0.99, s_findings with { LeftOut = 7 }, run)));

        Assert.Contains(words, view.Markup, StringComparison.Ordinal);
        Assert.Contains("7 people were not compared: only the 1,204 who were seen last were.", view.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<DuplicatePairPage> Review(long id) => Render<DuplicatePairPage>(p => p.Add(d => d.Id, id));
}
