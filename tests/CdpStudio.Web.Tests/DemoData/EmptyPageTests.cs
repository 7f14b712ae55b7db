using System.Reflection;
using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Components;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.DemoData;

/// <summary>What a workspace shows before anything is in it, page by page.</summary>
public sealed class EmptyPageTests : BunitContext, IClassFixture<EmptyStudioApp>
{
    private const string Offer = "Explore with demo data";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    public EmptyPageTests(EmptyStudioApp app)
    {
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

    [Theory]
    [InlineData("/sources")]
    [InlineData("/catalogue")]
    [InlineData("/catalogue?tab=events")]
    [InlineData("/quarantine")]
    [InlineData("/profiles")]
    [InlineData("/profiles/duplicates")]
    [InlineData("/profiles/duplicates?tab=accepted")]
    [InlineData("/segments")]
    [InlineData("/journeys")]
    [InlineData("/campaigns")]
    [InlineData("/settings/api-keys")]
    [InlineData("/settings/mail-trap")]
    [InlineData("/settings/privacy")]
    [InlineData("/settings/privacy?tab=erasures")]
    [InlineData("/settings/jobs")]
    [InlineData("/settings/jobs?tab=failed")]
    [InlineData("/settings/jobs?tab=ended")]
    public void Page_OfAWorkspaceWithoutAnything_OffersTheDemo(string address)
    {
        var page = Open(address);

        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".empty button"), b => b.TextContent.Contains(Offer, StringComparison.Ordinal)), s_patience);
    }

    [Theory]
    [InlineData("/quarantine", "The quarantine is empty")]
    [InlineData("/settings/api-keys", "No API keys yet")]
    [InlineData("/settings/jobs", "Nothing is running")]
    public void Page_EmptyInAWorkspaceWithPeople_MixesNobodyWithThem(string address, string title)
    {
        Services.AddSingleton<IProfileDirectory>(new OnePerson());

        var page = Open(address);

        page.WaitForAssertion(() => Assert.Equal(title, page.Find(".empty h2").TextContent), s_patience);
        Assert.DoesNotContain(Offer, page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/catalogue?q=zzz")]
    [InlineData("/catalogue?q=zzz&tab=events")]
    public void Catalogue_SearchedForWhatIsNotThere_SaysThatAndNotThatItIsEmpty(string address)
    {
        var page = Open(address);

        Assert.Equal("Nothing is called like “zzz”.", page.Find(".none p").TextContent);
        Assert.Empty(page.FindAll(".empty"));
    }

    private IRenderedComponent<DynamicComponent> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var path = address.Split('?')[0];
        var page = typeof(Program).Assembly.GetTypes().Single(t => t.GetCustomAttributes<RouteAttribute>().Any(r => r.Template == path));
        return Render<DynamicComponent>(p => p.Add(d => d.Type, page));
    }
}
