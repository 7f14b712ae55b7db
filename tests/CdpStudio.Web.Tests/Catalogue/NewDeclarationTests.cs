using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Catalogue;
using CdpStudio.Web.Components;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Catalogue;

/// <summary>Declaring what nobody has sent yet, over a running product's parts.</summary>
public sealed class NewDeclarationTests : BunitContext, IClassFixture<StudioApp>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly BunitAuthorizationContext _reader;

    public NewDeclarationTests(StudioApp app)
    {
        using (app.CreateClient())
        {
            // The product starts with its first client.
        }

        Services.AddFallbackServiceProvider(app.Services.CreateScope().ServiceProvider);
        Services.AddSingleton(new ToastList());
        Services.AddScoped<PageAddress>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        _reader = this.AddAuthorization();
        _reader.SetAuthorized("Linh").SetClaims(app.AdministratorClaim()).SetPolicies([.. Permission.All]);
    }

    private CurrentCatalogue Catalogue => Services.GetRequiredService<CurrentCatalogue>();

    [Fact]
    public void NewAttribute_ByDeepLink_IsDeclaredAndOpened()
    {
        var page = Open("/catalogue?q=loyal&new=loyalty_level");
        Assert.Equal("loyalty_level", page.Find(".panel input[type=text]").GetAttribute("value"));
        page.Find(".panel select").Change(nameof(DataType.Text));
        page.Find(".panel textarea").Change("silver\ngold");
        page.FindAll(".panel input[type=checkbox]")[1].Change(true);

        page.Find(".panel form").Submit();

        page.WaitForState(() => Catalogue.Content.Attribute("loyalty_level") is not null, s_patience);
        var declared = Catalogue.Content.Attribute("loyalty_level")!;
        Assert.Equal((DataType.Text, true), (declared.Type, declared.Required));
        Assert.Equal(["silver", "gold"], declared.Allowed!);
        page.WaitForAssertion(() => Assert.EndsWith("/catalogue?attribute=loyalty_level", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal), s_patience);
        Assert.Equal("loyalty_level", page.Find(".panel h2").TextContent);
    }

    [Theory]
    [InlineData("", "Write a name.")]
    [InlineData("  ", "Write a name.")]
    [InlineData("a\u0001b", "This name can’t be declared.")]
    [InlineData("EMAIL", "It is in the catalogue already. Open it to change what is said of it.")]
    public void NewAttribute_WithANameThatWontDo_SaysWhyAtTheField(string name, string error)
    {
        var page = Open("/catalogue?new=");
        page.Find(".panel input[type=text]").Change(name);

        page.Find(".panel form").Submit();

        page.WaitForAssertion(() => Assert.Equal(error, page.Find(".panel .field .error").TextContent.Trim()), s_patience);
        Assert.Equal(name == "EMAIL" ? ["/catalogue?attribute=email"] : [], page.FindAll(".panel form p > a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void NewAttribute_WithANameThatIsTooLong_SaysHowLongItMayBe()
    {
        var page = Open("/catalogue?new=" + new string('n', 201));

        page.Find(".panel form").Submit();

        page.WaitForAssertion(() => Assert.Equal("Write at most 200 characters.", page.Find(".panel .field .error").TextContent.Trim()), s_patience);
    }

    [Fact]
    public void NewEvent_WithProperties_IsDeclaredOnceAllAreRight()
    {
        var page = Open("/catalogue?tab=events&new=");
        page.FindAll(".panel input[type=text]")[0].Change("Seat Booked");
        AddProperty("seat", nameof(DataType.Text));
        AddProperty("SEAT", "");
        AddProperty("", "");
        page.Find(".panel form").Submit();
        page.WaitForAssertion(
            () => Assert.Equal(["Another property has this name. Names compare without case.", "Write a name."], page.FindAll(".panel .error").Select(e => e.TextContent.Trim())),
            s_patience);
        Assert.Null(Catalogue.Content.Event("Seat Booked"));

        page.Find("button[aria-label='Remove property 3']").Click();
        page.FindAll(".property input[type=text]")[1].Change("price");
        page.FindAll(".property select")[1].Change(nameof(DataType.Number));
        page.FindAll(".property input[type=checkbox]")[1].Change(true);
        page.Find(".panel form").Submit();

        page.WaitForState(() => Catalogue.Content.Event("seat booked") is not null, s_patience);
        Assert.Equal(
            [("seat", DataType.Text, false), ("price", DataType.Number, true)],
            Catalogue.Content.Event("Seat Booked")!.Properties.Select(p => (p.Name, p.Type!.Value, p.Expects?.Required ?? false)));
        page.WaitForAssertion(() => Assert.Equal("Properties of Seat Booked", page.Find(".panel h2").TextContent), s_patience);
        Assert.Contains("Seat Booked", page.FindAll("tbody bdi.strong").Select(b => b.TextContent));

        void AddProperty(string name, string type)
        {
            page.FindAll(".panel button").First(b => b.TextContent.Contains("Add a property", StringComparison.Ordinal)).Click();
            page.FindAll(".property input[type=text]")[^1].Change(name);
            page.FindAll(".property select")[^1].Change(type);
        }
    }

    [Fact]
    public void NothingFound_OffersToDeclareWhatWasLookedFor()
    {
        var page = Open("/catalogue?tab=events&q=Trip%20%26%20Fall");

        var offer = page.FindAll("a.button").Single(a => a.TextContent.Contains("Declare “Trip & Fall”", StringComparison.Ordinal));

        Assert.Equal("/catalogue?tab=events&new=Trip%20%26%20Fall", offer.GetAttribute("href"));
    }

    [Fact]
    public void Page_ForWhoOnlyReads_DeclaresNothing()
    {
        _reader.SetPolicies(Permission.ReadCatalogue);

        var page = Open("/catalogue?q=nothing&new=x");

        Assert.Empty(page.FindAll(".panel"));
        Assert.DoesNotContain("Declare", page.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<CataloguePage> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<CataloguePage>();
    }
}
