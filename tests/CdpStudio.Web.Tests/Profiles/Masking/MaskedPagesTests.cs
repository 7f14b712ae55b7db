using System.Reflection;
using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Profiles.Reveals;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Campaigns;
using CdpStudio.Web.Catalogue;
using CdpStudio.Web.Components;
using CdpStudio.Web.Home;
using CdpStudio.Web.Jobs;
using CdpStudio.Web.Journeys;
using CdpStudio.Web.Journeys.Numbers;
using CdpStudio.Web.Messaging.Sent;
using CdpStudio.Web.Profiles;
using CdpStudio.Web.Quarantine;
using CdpStudio.Web.Segments;
using CdpStudio.Web.Segments.Builder;
using CdpStudio.Web.Sources;
using CdpStudio.Web.Sources.Live;
using CdpStudio.Web.Tests.Quarantine;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Profiles.Masking;

/// <summary>Every page that somebody who sees masks may open, drawn with one person on it, and what they see of them.</summary>
public sealed class MaskedPagesTests : BunitContext, IClassFixture<StudioApp>, IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly string[] s_masked = [Role.JourneyDesigner, Role.Analyst];

    // Pages of accounts and settings, which show nobody of the data.
    private static readonly string[] s_nobody = ["/account/", "/settings", "/not-found", "/sources/{Id:int}/live", "/journeys/{Key}"];

    private readonly StudioApp _app;
    private readonly IServiceProvider _circuit;
    private Canary _canary = null!; // made before each test

    public MaskedPagesTests(StudioApp app)
    {
        _app = app;
        using (app.CreateClient())
        {
            // The product starts with its first client.
        }

        _circuit = app.Services.CreateScope().ServiceProvider;
        Services.AddFallbackServiceProvider(_circuit);
        Services.AddSingleton(new ToastList());
        Services.AddScoped<PageAddress>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.AddAuthorization().SetAuthorized("Minh").SetRoles(Role.Analyst).SetClaims(app.AdministratorClaim())
            .SetPolicies([.. Permission.All.Where(p => s_masked.Any(role => Role.Allows(role, p)))]);
        Sight.Become(isClear: false);
    }

    private Sight Sight => _circuit.GetRequiredService<Sight>();

    /// <summary>Of each page: its address, and what it shows of the person under masks; null where it shows nobody.</summary>
    private IReadOnlyList<(Type Page, string Address, string? Shown)> Pages =>
    [
        (typeof(HomePage), "/", null),
        (typeof(SourcesPage), "/sources", null),
        (typeof(SourcePage), $"/sources/{_canary.Source}", null),
        (typeof(CataloguePage), "/catalogue", null),
        (typeof(CataloguePage), "/catalogue?attribute=contact", null),
        (typeof(CataloguePage), "/catalogue?tab=events&event=Paid", null),
        (typeof(QuarantinePage), "/quarantine", null),
        (typeof(QuarantinePage), $"/quarantine?message={_canary.Quarantined}", "q•••"),
        (typeof(RepairHistoryPage), "/quarantine/repairs", null),
        (typeof(RepairRunPage), "/quarantine/repairs/1", null),
        (typeof(ProfilesPage), "/profiles", "Q••• C•••"),
        (typeof(ProfilesPage), $"/profiles?q={Canary.Order}", "Q••• C•••"),
        (typeof(ProfilePage), $"/profiles/{_canary.Id}", "Q••• C•••"),
        (typeof(ProfilePage), $"/profiles/{_canary.Id}?tab=changes", "Q••• C•••"),
        (typeof(ProfilePage), $"/profiles/{_canary.Id}?at=2026-01-08T09:00:00Z", "Q••• C•••"),
        (typeof(SegmentsPage), "/segments", null),
        (typeof(BuilderPage), "/segments/new", null),
        (typeof(BuilderPage), $"/segments/{Canary.Segment}", "Q••• C•••"),
        (typeof(BuilderPage), $"/segments/{Canary.Segment}?tab=people&cols=note&cols=shoe&cols=contact", "Q••• C•••"),
        (typeof(JourneysPage), "/journeys", null),
        (typeof(CampaignsPage), "/campaigns", null),
        (typeof(CampaignPage), $"/campaigns/{_canary.Campaign}", null),
        (typeof(CampaignPage), $"/campaigns/{_canary.Campaign}?tab=results", null),
        (typeof(CampaignPage), $"/campaigns/{_canary.Campaign}?tab=audience&see=InSegment", "Q••• C•••"),
        (typeof(CampaignPage), $"/campaigns/{_canary.Campaign}?tab=audience&see=Gets", "Q••• C•••"),
        (typeof(JobsPage), "/settings/jobs", null),
    ];

    public async Task InitializeAsync() => _canary = await s_made.GetOrAddAsync(_app);

    public new async Task DisposeAsync() => await base.DisposeAsync();

    [Fact]
    public void EveryPage_ThatWhoSeesMasksMayOpen_IsLookedAt()
    {
        var open = typeof(ProfilePage).Assembly.GetTypes()
            .SelectMany(page => page.GetCustomAttributes<RouteAttribute>().Select(route => (Page: page, route.Template)))
            .Where(p => s_masked.Any(role => p.Page.GetCustomAttributes<AuthorizeAttribute>().All(a => a.Policy is not { } policy || Role.Allows(role, policy))))
            .Where(p => !s_nobody.Any(n => p.Template.StartsWith(n, StringComparison.Ordinal)) || p.Page == typeof(JobsPage));

        Assert.Empty(open.Select(p => p.Page).Distinct().Except(Pages.Select(p => p.Page)).Select(p => p.Name));
    }

    [Fact]
    public void EveryPage_UnderMasks_ShowsNothingOfThePerson()
    {
        foreach (var (page, address, shown) in Pages)
        {
            var drawn = Open(page, address);
            if (shown is not null) drawn.WaitForAssertion(() => Assert.Contains(shown, drawn.Markup, StringComparison.Ordinal), s_patience);
            drawn.WaitForAssertion(() => Assert.Empty(drawn.FindAll(".skeleton, .waiting, [aria-busy=true]")), s_patience);

            Assert.Equal((address, ""), (address, string.Join(' ', Canary.In(drawn.Markup))));
        }
    }

    [Fact]
    public void EveryPage_WithoutMasks_ShowsThePerson()
    {
        Sight.Become(isClear: true);

        foreach (var (page, address, _) in Pages.Where(p => p.Shown is not null))
        {
            var drawn = Open(page, address);
            drawn.WaitForAssertion(() => Assert.NotEmpty(Canary.In(drawn.Markup)), s_patience);
        }
    }

    [Fact]
    public void Parts_OfPagesThatAreDrawnInTheBrowser_ShowNothingOfThePerson()
    {
        var people = Render<PeopleBehind>(p => p.Add(c => c.Journey, _canary.JourneyId).Add(c => c.Step, "w"));
        people.WaitForAssertion(() => Assert.Contains("Q••• C•••", people.Markup, StringComparison.Ordinal), s_patience);
        var sends = Render<MessagesCard>(p => p.Add(c => c.Profile, _canary.Id));
        sends.WaitForAssertion(() => Assert.Contains("Autumn", sends.Markup, StringComparison.Ordinal), s_patience);

        Assert.Empty(Canary.In(people.Markup + sends.Markup));
    }

    [Fact]
    public async Task AudiencePerson_UnderMasks_IsCalledByThem()
    {
        Assert.True(SegmentKey.TryParse(Canary.Segment, out var segment));
        var person = Render<AudiencePerson>(p => p.Add(c => c.Content, MessageContent.Empty).Add(c => c.Audience, new CampaignAudience(segment, [])));
        person.WaitForAssertion(() => Assert.Contains("A•••", person.Markup, StringComparison.Ordinal), s_patience);

        await person.InvokeAsync(() => person.Find("button[aria-label='Next person']").ClickAsync(new()));

        person.WaitForAssertion(() => Assert.Contains("Q••• C•••", person.Markup, StringComparison.Ordinal), s_patience);
        Assert.Empty(Canary.In(person.Markup));
    }

    [Fact]
    public async Task Mail_ThatLeft_IsMadeAgainUnderMasks()
    {
        var sends = _circuit.GetRequiredService<Core.Messaging.Ledger.PersonSends>();
        var send = (await sends.OfAsync(_canary.Id, 5, before: null, default)).Single(s => s.Owner == Core.Messaging.Ledger.SendOwner.Campaign);

        var masked = (await sends.LookAsync(_canary.Id, send.Id, default))!.Value;
        Assert.Empty(Canary.In(masked.Html + send.Reply));
        Assert.Contains("Q•••", System.Net.WebUtility.HtmlDecode(masked.Html), StringComparison.Ordinal);
        Assert.False(masked.IsExact);

        Sight.Become(isClear: true);
        Assert.True((await sends.LookAsync(_canary.Id, send.Id, default))!.Value.IsExact);
    }

    [Fact]
    public async Task Live_UnderMasks_ShowsThatItCameAndNothingOfWhom()
    {
        var live = Render<LivePage>(p => p.Add(c => c.Id, _canary.Source));
        await QuarantinedStudio.UntilAsync(() => Task.FromResult(_app.Services.GetRequiredService<Core.Ingestion.Live.LiveFeed>().IsWatched(_canary.Source)));
        var key = (await _app.Services.GetRequiredService<Core.Sources.SourceList>().FindAsync(new Core.Kernel.SourceId(_canary.Source), default))!.Source.WriteKey;
        using var browser = _app.Browser();
        using var body = new StringContent(
            $$"""{"writeKey":"{{key}}","type":"track","userId":"{{Canary.User}}","event":"Seen","properties":{"text":"Quetzalina Canarias"} }""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await browser.PostAsync("/v1/track", body);

        live.WaitForAssertion(() => Assert.Contains("q•••@c•••.example", live.Markup, StringComparison.Ordinal), s_patience);
        Assert.Empty(Canary.In(live.Markup));
    }

    [Fact]
    public async Task Finding_ByAWholeIdentifierOrPartOfAName_ShowsWhoUnderMasks()
    {
        var finder = _circuit.GetRequiredService<IEnumerable<Shell.IFinder>>().OfType<ProfileFinder>().Single();

        foreach (var asked in new[] { "quetzal-mail@canary.example", "Quetzalina", "canari", Canary.Order })
        {
            var found = Assert.Single(await finder.FindAsync(asked, default), f => f.Href == $"/profiles/{_canary.Id}");
            Assert.Empty(Canary.In(found.Text + found.Kind));
        }

        Assert.Empty(_circuit.GetRequiredService<SeenVocabulary>().AttributeValues("email", "", 10));
        Assert.Empty(_circuit.GetRequiredService<SeenVocabulary>().AttributeValues("contact", "", 10));
        Assert.NotEmpty(_circuit.GetRequiredService<SeenVocabulary>().AttributeValues("plan", "", 10));
    }

    [Fact]
    public async Task Reveal_WithAReason_ShowsThePersonOnThisPageAndIsWrittenDown()
    {
        var page = Open(typeof(ProfilePage), $"/profiles/{_canary.Id}");
        page.WaitForAssertion(() => Assert.Contains("masked for you", page.Markup, StringComparison.Ordinal), s_patience);

        await PressAsync(page, "Show this person");
        await PressAsync(page, "Show this person", inDialog: true);
        Assert.Contains("Say why", page.Find("dialog").TextContent, StringComparison.Ordinal);
        Assert.Empty(Canary.In(page.Markup));

        await page.InvokeAsync(() => page.Find("dialog input").InputAsync(new ChangeEventArgs { Value = "Complaint 1042" }));
        await PressAsync(page, "Show this person", inDialog: true);
        page.WaitForAssertion(() => Assert.Contains("Quetzalina Canarias", page.Find("h1").TextContent, StringComparison.Ordinal), s_patience);
        page.WaitForAssertion(() => Assert.Contains("quetzal-voucher", page.Markup, StringComparison.Ordinal), s_patience);
        var told = (await _circuit.GetRequiredService<RevealList>().RecentAsync(10, before: null, default))[0];
        Assert.Equal((_canary.Id, "Minh", "Complaint 1042"), (told.Profile, told.By, told.Why));

        // Another page, and this one again.
        Services.GetRequiredService<NavigationManager>().NavigateTo("/profiles");
        Assert.False(Sight.Sees(_canary.Id));
        Assert.Empty(Canary.In(Open(typeof(ProfilesPage), "/profiles").Markup));

        using (var browser = await _app.SignedInAsync(await _app.AddUserAsync(Role.Analyst)))
            Assert.False(_circuit.GetRequiredService<Sight>().IsClear);
    }

    [Fact]
    public async Task Reveal_WhosePageWasLeftMeanwhile_IsCoveredAgain()
    {
        var (held, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var before = _circuit.GetRequiredService<IWriteQueue>().WriteAsync(
            WritePriority.Inbox,
            async (_, token) =>
            {
                held.SetResult();
                await gate.Task.WaitAsync(token);
            },
            default);
        await held.Task;
        var page = Open(typeof(ProfilePage), $"/profiles/{_canary.Id}");
        page.WaitForAssertion(() => Assert.Contains("masked for you", page.Markup, StringComparison.Ordinal), s_patience);
        await PressAsync(page, "Show this person");
        await page.InvokeAsync(() => page.Find("dialog input").InputAsync(new ChangeEventArgs { Value = "Complaint 1043" }));
        var revealing = PressAsync(page, "Show this person", inDialog: true);

        Assert.False(revealing.IsCompleted);
        await DisposeComponentsAsync();
        gate.SetResult();
        await before;
        await revealing;

        Assert.False(Sight.Sees(_canary.Id));
        Assert.Equal("Complaint 1043", (await _circuit.GetRequiredService<RevealList>().RecentAsync(10, before: null, default))[0].Why);
    }

    [Fact]
    public async Task Reveal_OfNobody_ShowsNobody()
    {
        var handler = _circuit.GetRequiredService<RevealPersonHandler>();

        Assert.IsType<RevealPersonResult.NobodyFound>(await handler.HandleAsync(new RevealPerson(new(int.MaxValue), "Minh", "why"), default));
        Assert.IsType<RevealPersonResult.WhyMissing>(await handler.HandleAsync(new RevealPerson(_canary.Id, "Minh", " "), default));
        Assert.IsType<RevealPersonResult.WhyMissing>(await handler.HandleAsync(new RevealPerson(_canary.Id, "Minh", new string('x', 501)), default));
        Assert.False(Sight.Sees(_canary.Id));
    }

    // Found and pressed in one turn: what is loaded meanwhile draws buttons again.
    private static Task PressAsync(IRenderedComponent<IComponent> page, string name, bool inDialog = false) => page.InvokeAsync(() =>
        page.FindAll(inDialog ? "dialog button" : "button").First(b => b.TextContent.Contains(name, StringComparison.Ordinal)).ClickAsync(new()));

    private IRenderedComponent<IComponent> Open(Type page, string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var path = address.Split('?')[0].Split('/');
        return Render(builder =>
        {
            builder.OpenComponent(0, page);
            if (page.GetProperty("Id") is { } id) builder.AddComponentParameter(1, "Id", Parameter(id.PropertyType, path[2]));
            if (page.GetProperty("Key") is { } && path[^1] != "new") builder.AddComponentParameter(2, "Key", path[^1]);
            if (page.GetProperty("Number") is { } && page == typeof(RepairRunPage)) builder.AddComponentParameter(3, "Number", 1);
            builder.CloseComponent();
        });
    }

    private static object Parameter(Type type, string text) =>
        type == typeof(Guid) ? Guid.Parse(text) : Convert.ChangeType(text, type, System.Globalization.CultureInfo.InvariantCulture);

    private static readonly MadeOnce s_made = new();

    /// <summary>One person for the tests of this class: nothing of them is changed by being looked at.</summary>
    private sealed class MadeOnce
    {
        private readonly Dictionary<StudioApp, Canary> _made = [];

        public async Task<Canary> GetOrAddAsync(StudioApp app) => _made.TryGetValue(app, out var made) ? made : _made[app] = await Canary.MakeAsync(app);
    }
}
