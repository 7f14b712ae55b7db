using Bunit;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Components;
using CdpStudio.Web.Profiles.Past;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Profiles;

/// <summary>A profile at the moment that the address names, over a running product's parts; its workspace is in Berlin.</summary>
public sealed class ProfileInTimeTests : BunitContext, IClassFixture<StudioApp>, IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly StudioApp _app;
    private ToldPerson _person = null!; // made before each test

    public ProfileInTimeTests(StudioApp app)
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

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private string Address => Uri.UnescapeDataString(Navigation.Uri);

    public async Task InitializeAsync() => _person = await ToldPerson.MakeAsync(_app);

    public new async Task DisposeAsync() => await base.DisposeAsync();

    [Fact]
    public void Now_ShowsThePageAndATickForEachChange()
    {
        var page = Open("");

        Assert.Contains("the present", page.Markup, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll("svg.ticks line").Count);
        Assert.Equal("Now", page.Find("input[type=range]").GetAttribute("aria-valuetext"));
        Assert.Empty(page.FindAll(".banner"));
    }

    [Fact]
    public void AsNowKnown_ShowsWhatWasSoAndWhenItWasTold()
    {
        var page = Open("?at=2020-04-15T12:00:00Z");

        page.WaitForAssertion(() => Assert.Contains("free", page.Markup, StringComparison.Ordinal), s_patience);
        Assert.DoesNotContain("the present", page.Markup, StringComparison.Ordinal);
        var banner = page.Find(".banner").TextContent;
        Assert.Contains("April 15, 2020", banner, StringComparison.Ordinal);
        // Two hours ahead of UTC then.
        Assert.Contains("2:00", banner, StringComparison.Ordinal);
        Assert.Equal("As we now know it was", page.Find(".banner [aria-pressed=true]").TextContent.Trim());
        Assert.Contains(_person.User, page.Markup, StringComparison.Ordinal);
        Assert.Contains("Order Completed", page.Markup, StringComparison.Ordinal);
        Assert.Contains("since 3/1/2020", page.Markup, StringComparison.Ordinal);
        Assert.Contains("told ", page.Markup, StringComparison.Ordinal);
        Assert.Contains("The only value said", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AsKnownThen_OfWhatWasToldLater_IsNobody()
    {
        var page = Open("?at=2020-04-15T12:00:00Z");

        await page.InvokeAsync(() => page.FindAll(".banner button").Single(b => b.TextContent.Contains("known then", StringComparison.Ordinal)).ClickAsync(new MouseEventArgs()));

        Assert.EndsWith("?at=2020-04-15T12:00:00Z&known=then", Address, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("Not known yet", page.Markup, StringComparison.Ordinal), s_patience);
    }

    [Fact]
    public void AsNowKnown_BeforeTheFirstSighting_IsNobody()
    {
        var page = Open("?at=2019-04-15T12:00:00Z&known=now");

        page.WaitForAssertion(() => Assert.Contains("first seen later", page.Markup, StringComparison.Ordinal), s_patience);
    }

    [Theory]
    [InlineData("?at=yesterday")]
    [InlineData("?at=2020-04-15")]
    [InlineData("?at=2020-04-15T12:00:00Z&known=perhaps")]
    [InlineData("?at=2999-04-15T12:00:00Z")]
    public void Address_OfNoPastMoment_SaysSoAndShowsThePresent(string query)
    {
        var page = Open(query);

        Assert.Contains("names no past moment", page.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.Contains("the present", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slider_MovedBackAndToItsEnd_IsInTheAddress()
    {
        var page = Open("");

        await page.InvokeAsync(() => page.Find("input[type=range]").ChangeAsync(new ChangeEventArgs { Value = "0" }));
        Assert.Contains("?at=2020-03-01T12:00:00Z&known=now", Address, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("March 1, 2020", page.Find(".banner").TextContent, StringComparison.Ordinal), s_patience);

        await page.InvokeAsync(() => page.Find("input[type=range]").ChangeAsync(new ChangeEventArgs { Value = "1000" }));
        Assert.DoesNotContain("at=", Address, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("the present", page.Markup, StringComparison.Ordinal), s_patience);
    }

    [Fact]
    public async Task Changes_OneAfterTheOther_AreSteppedThrough()
    {
        var page = Open("");

        await PressAsync(page, "Previous change");
        Assert.Contains("at=2020-05-01T12:00:00Z", Address, StringComparison.Ordinal);
        await PressAsync(page, "Previous change");
        Assert.Contains("at=2020-03-01T12:00:00Z", Address, StringComparison.Ordinal);
        await PressAsync(page, "Next change");
        Assert.Contains("at=2020-05-01T12:00:00Z", Address, StringComparison.Ordinal);
        await PressAsync(page, "Next change");
        Assert.DoesNotContain("at=", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DateAndTime_Typed_AreTheWorkspaces()
    {
        var page = Open("?at=2020-04-15T12:00:00Z");

        await page.InvokeAsync(() => page.Find("input[aria-label=Date]").ChangeAsync(new ChangeEventArgs { Value = "1/31/2021" }));
        await page.InvokeAsync(() => page.Find("input[aria-label=Time]").ChangeAsync(new ChangeEventArgs { Value = "9:30 AM" }));

        // An hour ahead of UTC in winter.
        Assert.Contains("at=2021-01-31T08:30:00Z", Address, StringComparison.Ordinal);
    }

    // Found and pressed in one turn: what is loaded meanwhile draws buttons again.
    private static async Task PressAsync(IRenderedComponent<ProfileInTime> page, string name) =>
        await page.InvokeAsync(() => page.Find($"button[aria-label='{name}']").ClickAsync(new MouseEventArgs()));

    private IRenderedComponent<ProfileInTime> Open(string query)
    {
        Navigation.NavigateTo($"/profiles/{_person.Id.Value}{query}");
        return Render<ProfileInTime>(p => p
            .Add(t => t.Profile, _app.Services.GetRequiredService<IProfileDirectory>().Read(_person.Id)!)
            .Add(t => t.Number, _person.Id)
            .AddChildContent("the present"));
    }
}
