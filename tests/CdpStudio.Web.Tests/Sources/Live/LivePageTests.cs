using AngleSharp.Dom;
using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Ingestion.Live;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Components;
using CdpStudio.Web.Sources;
using CdpStudio.Web.Sources.Live;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Sources.Live;

/// <summary>A source's page and its live view over a running product's parts.</summary>
public sealed class LivePageTests : BunitContext, IClassFixture<StudioApp>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly StudioApp _app;
    private readonly BunitAuthorizationContext _reader;

    public LivePageTests(StudioApp app)
    {
        using (app.CreateClient())
        {
            // The product starts with its first client.
        }

        _app = app;
        Services.AddFallbackServiceProvider(app.Services.CreateScope().ServiceProvider);
        Services.AddSingleton(new ToastList());
        Services.AddScoped<PageAddress>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        _reader = this.AddAuthorization();
        _reader.SetAuthorized("Linh").SetClaims(app.AdministratorClaim()).SetPolicies([.. Permission.All]);
    }

    [Fact]
    public async Task Page_WithATestEvent_ShowsItAsItCame()
    {
        var source = await MakeAsync();
        var page = Open(source.Id.Value);
        page.WaitForState(() => Feed.IsWatched(source.Id.Value), s_patience);

        await Button(page, "Send a test event").ClickAsync(new MouseEventArgs());
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")), s_patience);
        Assert.Contains("Test Event", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Contains("Stored", page.Find("tbody tr").TextContent, StringComparison.Ordinal);

        Go(page.Find("tbody a.open").GetAttribute("href")!);
        page.WaitForAssertion(() => Assert.Contains("\"from\": \"live view\"", page.Find("pre.raw").TextContent, StringComparison.Ordinal), s_patience);
        Assert.Contains($"/v1/track --user {source.WriteKey}:", page.Find("[data-copy^=curl]").GetAttribute("data-copy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithAMessageThatIsOdd_SaysWhatIsWrongWithIt()
    {
        var source = await MakeAsync();
        var page = Open(source.Id.Value);
        page.WaitForState(() => Feed.IsWatched(source.Id.Value), s_patience);

        await Button(page, "Send a test event").ClickAsync(new MouseEventArgs());
        await page.Find("textarea").ChangeAsync(new ChangeEventArgs { Value = """{"type":"track","userId":"u","event":"Paid","properties":{"total":1,"total":2}}""" });
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Odd", page.Find("tbody tr").TextContent, StringComparison.Ordinal), s_patience);
        Go(page.Find("tbody a.open").GetAttribute("href")!);
        page.WaitForAssertion(
            () => Assert.Contains("'properties.total' is there twice; the last one counts.", page.Find(".panel .note").TextContent, StringComparison.Ordinal), s_patience);
    }

    [Fact]
    public async Task Page_TestEventThatWouldBeRefused_SaysWhyInItsField()
    {
        var source = await MakeAsync();
        var page = Open(source.Id.Value);

        await Button(page, "Send a test event").ClickAsync(new MouseEventArgs());
        await page.Find("textarea").ChangeAsync(new ChangeEventArgs { Value = """{"type":"track","event":"Paid"}""" });
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(
            () => Assert.Equal("It would be refused: A message needs 'userId' or 'anonymousId'.", page.Find(".field .error").TextContent.Trim()), s_patience);
    }

    [Fact]
    public async Task Page_PausedAndFiltered_HoldsStillAndShowsWhatIsAskedFor()
    {
        var source = await MakeAsync();
        var page = Open(source.Id.Value);
        page.WaitForState(() => Feed.IsWatched(source.Id.Value), s_patience);
        await Button(page, "Pause").ClickAsync(new MouseEventArgs());
        Show(source, "first", LiveOutcome.Stored);
        Show(source, "second", LiveOutcome.Refused);
        Assert.Empty(page.FindAll("tbody tr"));

        await Button(page, "Resume").ClickAsync(new MouseEventArgs());
        page.WaitForAssertion(() => Assert.Equal(["second", "first"], page.FindAll("tbody bdi.strong").Select(b => b.TextContent)), s_patience);

        await page.Find("select").ChangeAsync(new ChangeEventArgs { Value = nameof(LiveOutcome.Refused) });
        page.WaitForAssertion(() => Assert.Equal(["second"], page.FindAll("tbody bdi.strong").Select(b => b.TextContent)), s_patience);
        await Button(page, "Clear").ClickAsync(new MouseEventArgs());
        Assert.Empty(page.FindAll("tbody tr"));
    }

    [Fact]
    public async Task Page_MessageThatIsOpen_StaysWhenOthersPushItOutAndIsNoOtherAfterwards()
    {
        var source = await MakeAsync();
        var page = Open(source.Id.Value);
        page.WaitForState(() => Feed.IsWatched(source.Id.Value), s_patience);
        Show(source, "first", LiveOutcome.Stored);
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")), s_patience);
        var address = page.Find("tbody a.open").GetAttribute("href")!;
        Go(address);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("pre.raw")), s_patience);

        for (var n = 0; n < LiveList.MaxRows; n++) Show(source, $"later {n}", LiveOutcome.Stored);
        page.WaitForAssertion(() => Assert.Equal("later 199", page.Find("tbody bdi.strong").TextContent), s_patience);
        Assert.Contains("first", page.Find(".panel h2").TextContent, StringComparison.Ordinal);
        await page.Instance.DisposeAsync();

        var again = Open(source.Id.Value);
        Go(address);
        again.WaitForState(() => Feed.IsWatched(source.Id.Value), s_patience);
        Show(source, "stranger", LiveOutcome.Stored);
        again.WaitForAssertion(() => Assert.Single(again.FindAll("tbody tr")), s_patience);
        Assert.Empty(again.FindAll(".panel"));
    }

    [Fact]
    public async Task Page_ThatIsLeft_WatchesNoMore()
    {
        var source = await MakeAsync();
        var page = Open(source.Id.Value);
        page.WaitForState(() => Feed.IsWatched(source.Id.Value), s_patience);

        await page.Instance.DisposeAsync();

        Assert.False(Feed.IsWatched(source.Id.Value));
    }

    [Fact]
    public async Task Page_ForWhoOnlyReads_SendsNothing()
    {
        _reader.SetPolicies(Permission.ReadSources, Permission.ReadQuarantine);

        var page = Open((await MakeAsync()).Id.Value);

        Assert.DoesNotContain("Send a test event", string.Concat(page.FindAll("button").Select(b => b.TextContent)), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OfFiles_HasNothingToWatch()
    {
        Assert.Equal("There is no such source", Open(Source.FileImports.Value).Find("h1").TextContent);
    }

    [Fact]
    public async Task SourcePage_WhileItIsOpen_SaysHowManyCame()
    {
        var source = await MakeAsync();
        var page = Render<SourcePage>(p => p.Add(s => s.Id, source.Id.Value));
        page.WaitForAssertion(() => Assert.Contains("Nothing has arrived yet", page.Find(".note[role=status]").TextContent, StringComparison.Ordinal), s_patience);
        Assert.Contains($"cdp.load(\"{source.WriteKey}\")", page.Find("pre.code").TextContent, StringComparison.Ordinal);

        var sent = await _app.Services.GetRequiredService<SendTestMessageHandler>().HandleAsync(new SendTestMessage(source.Id, """{"type":"page","anonymousId":"a"}"""), default);

        Assert.IsType<SendTestResult.Sent>(sent);
        page.WaitForAssertion(() => Assert.Contains("We have received 1 message.", page.Find(".note[role=status]").TextContent, StringComparison.Ordinal), s_patience);
    }

    [Fact]
    public async Task SourcePage_OfAnotherSource_HasTheSettingsOfThatOne()
    {
        var (first, second) = (await MakeAsync(), await MakeAsync());
        var page = Render<SourcePage>(p => p.Add(s => s.Id, first.Id.Value));
        var name = page.WaitForElement("form input[type=text]", s_patience).GetAttribute("value");

        page.Render(p => p.Add(s => s.Id, second.Id.Value));

        page.WaitForAssertion(() => Assert.NotEqual(name, page.Find("form input[type=text]").GetAttribute("value")), s_patience);
    }

    [Fact]
    public void Arrivals_WhereAllWasRefused_SayThatSomethingCame()
    {
        var row = new SourceRow(new Source { Id = new SourceId(7), Name = "Shop", Kind = SourceKind.Http, AllowedOrigins = "", CreatedAt = DateTimeOffset.UnixEpoch }, new SourceCounts(3, 0, 0, 0, 0, Refused: 3, 0), 0, null);

        Assert.Contains("3 requests were refused", Render<Arrivals>(p => p.Add(a => a.Row, row)).Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("server", "host: 'http://localhost'")]
    [InlineData("mobile", "apiHost = \"localhost/v1\"")]
    [InlineData("terminal", "curl http://localhost/v1/track")]
    public async Task SourcePage_ForEachClient_SaysHowItIsPointedHere(string client, string words)
    {
        var source = await MakeAsync();
        Go($"/sources/{source.Id}?client={client}");

        var page = Render<SourcePage>(p => p.Add(s => s.Id, source.Id.Value));

        page.WaitForAssertion(() => Assert.Contains(words, page.Find("pre.code").TextContent, StringComparison.Ordinal), s_patience);
    }

    private LiveFeed Feed => _app.Services.GetRequiredService<LiveFeed>();

    private async Task<CreateSourceResult.Created> MakeAsync() =>
        (CreateSourceResult.Created)await _app.Services.GetRequiredService<CreateSourceHandler>().HandleAsync(new CreateSource($"Shop {Guid.NewGuid():N}"), default);

    private IRenderedComponent<LivePage> Open(int source)
    {
        Go($"/sources/{source}/live");
        return Render<LivePage>(p => p.Add(l => l.Id, source));
    }

    private void Show(CreateSourceResult.Created source, string name, LiveOutcome outcome) =>
        Feed.Show(source.Id.Value, LiveListTests.Message($$"""{"type":"track","event":"{{name}}"}""", outcome));

    private void Go(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);

    private static IElement Button(IRenderedComponent<LivePage> page, string text) => page.FindAll("button").First(b => b.TextContent.Contains(text, StringComparison.Ordinal));
}
