using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Web.Components;
using CdpStudio.Web.Profiles;
using CdpStudio.Web.Tests.Quarantine;
using CdpStudio.Web.Tests.Stewardship;
using CdpStudio.Web.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Profiles;

/// <summary>The page of one person, and of the next one before all of the first was read.</summary>
public sealed class ProfilePageTests : BunitContext, IClassFixture<StudioApp>, IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly StudioApp _app;
    private readonly SlowSegments _segments = new();

    public ProfilePageTests(StudioApp app)
    {
        _app = app;
        Services.AddFallbackServiceProvider(app.Services.CreateScope().ServiceProvider);
        Services.AddSingleton(new ToastList());
        Services.AddSingleton<IProfileSegments>(_segments);
        Services.AddScoped<PageAddress>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.AddAuthorization().SetAuthorized("Linh").SetPolicies([.. Permission.All]);
    }

    private TwoCustomers Two { get; set; } = null!; // before each test

    public async Task InitializeAsync()
    {
        using (_app.CreateClient())
        {
            // The product starts with its first client.
        }

        Two = await TwoCustomers.MeetAsync(_app);
    }

    public new async Task DisposeAsync() => await base.DisposeAsync();

    [Fact]
    public async Task Segments_ThatComeWhenSomebodyElseIsShown_AreNotShown()
    {
        var (ann, bob) = (Two.AnnsProfile.Id, Two.Read(IdentifierNamespace.UserId, Two.Bob)!.Id);
        var page = Render<ProfilePage>(p => p.Add(x => x.Id, ann.Value));
        page.Render(p => p.Add(x => x.Id, bob.Value));

        await page.InvokeAsync(() => _segments.Answer(bob, "of-bob"));
        page.WaitForElement(".memberships a[href='/segments/of-bob']", s_patience);
        await page.InvokeAsync(() => _segments.Answer(ann, "of-ann"));
        await page.InvokeAsync(() => page.Render());

        Assert.Equal(["/segments/of-bob"], page.FindAll(".memberships a").Select(a => a.GetAttribute("href")));
    }

    /// <summary>What an agent wants to know before anything else, and of each segment why, or how near.</summary>
    [Fact]
    public async Task Page_OfWhoOrdered_TellsItAtAGlance_AndWhySegmentsHoldThem()
    {
        var user = Two.Ann;
        await new QuarantinedStudio(_app).SourceWithAsync(
            $$"""{"type":"track","messageId":"{{user}}-o","userId":"{{user}}","event":"Order Completed","properties":{"order_id":"R-{{user}}","total":54,"currency":"eur"} }""");
        await QuarantinedStudio.UntilAsync(() => Task.FromResult(Two.AnnsProfile.Events == 2));
        var (ann, key) = (Two.AnnsProfile.Id, $"buyers-{user}");
        foreach (var (of, rule) in new[] { (key, """{"event":"Order Completed"}"""), ($"{key}-twice", """{"event":"Order Completed","op":"gte","value":2}""") })
        {
            using var saved = await _app.Program(StudioApp.ApiKey).PutAsync($"/api/v1/segments/{of}", new StringContent($$"""{"name":"{{of}}","rule":{{rule}}}""", System.Text.Encoding.UTF8, "application/json"));
            Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync());
        }

        var page = Render<ProfilePage>(p => p.Add(x => x.Id, ann.Value));
        await page.InvokeAsync(() => _segments.Answer(ann, key));
        page.WaitForElement(".memberships a", s_patience);

        var glance = page.Find("dl.glance").TextContent;
        Assert.Contains(Two.AnnsMail, glance, StringComparison.Ordinal);
        Assert.Contains("54.00 EUR", glance, StringComparison.Ordinal);
        Assert.Contains("1 order", glance, StringComparison.Ordinal);
        Assert.Contains("Nothing said", glance, StringComparison.Ordinal);

        page.Find(".memberships button").Click();
        page.WaitForAssertion(() => Assert.Contains("1 matching event", page.Find(".memberships .why").TextContent, StringComparison.Ordinal), s_patience);
        page.Find(".other select").Change($"{key}-twice");
        page.WaitForAssertion(() => Assert.Contains("1 of 2", page.Find(".other .lines").TextContent, StringComparison.Ordinal), s_patience);
        Assert.Empty(page.FindAll(".memberships .why"));
    }

    [Fact]
    public void Glance_OfWhoNeverOrdered_SaysNoneAndNoAmount()
    {
        var page = Render<ProfilePage>(p => p.Add(x => x.Id, Two.Read(IdentifierNamespace.UserId, Two.Bob)!.Id.Value));

        Assert.Equal(3, page.FindAll("dl.glance .nothing").Count);
        Assert.DoesNotContain("0.00", page.Find("dl.glance").TextContent, StringComparison.Ordinal);
    }

    private sealed class SlowSegments : IProfileSegments
    {
        private readonly Dictionary<ProfileId, TaskCompletionSource<IReadOnlyList<ProfileSegment>>> _asked = [];

        public Task<IReadOnlyList<ProfileSegment>> OfAsync(ProfileId profile, CancellationToken cancellationToken) => (_asked[profile] = new()).Task;

        public void Answer(ProfileId profile, string key) => _asked[profile].SetResult([new ProfileSegment(key, key, null)]);
    }
}
