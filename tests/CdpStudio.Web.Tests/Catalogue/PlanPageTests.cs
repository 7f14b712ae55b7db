using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Catalogue;
using CdpStudio.Web.Components;
using CdpStudio.Web.Sources;
using CdpStudio.Web.Tests.Quarantine;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Catalogue;

/// <summary>The plan's pages over a running product's parts.</summary>
public sealed class PlanPageTests : BunitContext, IClassFixture<StudioApp>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly QuarantinedStudio _studio;

    public PlanPageTests(StudioApp app)
    {
        using (app.CreateClient())
        {
            // The product starts with its first client.
        }

        _studio = new QuarantinedStudio(app);
        Services.AddFallbackServiceProvider(app.Services.CreateScope().ServiceProvider);
        Services.AddSingleton(new ToastList());
        Services.AddScoped<PageAddress>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.AddAuthorization().SetAuthorized("Linh").SetClaims(app.AdministratorClaim()).SetPolicies([.. Permission.All]);
    }

    [Fact]
    public void AttributePanel_WithAnotherType_ShowsWhatChangesBeforeItIsSaved()
    {
        var page = Open<CataloguePage>("/catalogue?attribute=title");
        Assert.Empty(page.FindAll(".preview"));

        page.Find(".panel select").Change(nameof(DataType.List));

        page.WaitForElement(".panel .preview", s_patience);
        Assert.Contains("No segment or journey asks about it", page.Find(".panel .preview").TextContent, StringComparison.Ordinal);
        Assert.Equal("Change the type", page.Find(".panel button[type=submit]").TextContent.Trim());
    }

    [Fact]
    public void PropertyPanel_OfANewProperty_DeclaresItBesideTheOthers()
    {
        var page = Open<CataloguePage>("/catalogue?tab=events&event=Unseen&property=");
        page.Find(".panel input[type=text]").Change("total");
        page.Find(".panel textarea").Change("1\n2\n\n1");
        page.FindAll(".panel select")[1].Change(nameof(ViolationAction.Quarantine));
        page.Find(".panel form").Submit();

        var catalogue = Services.GetRequiredService<CurrentCatalogue>();
        page.WaitForState(() => catalogue.Content.Event("unseen") is not null, s_patience);
        var declared = Assert.Single(catalogue.Content.Event("unseen")!.Properties);
        Assert.Equal(("total", ViolationAction.Quarantine), (declared.Name, declared.Expects!.OnViolation));
        Assert.Equal(["1", "2"], declared.Expects.Allowed);
    }

    [Fact]
    public async Task PropertyPanel_OfANewPropertyThatIsDeclared_ReplacesNothing()
    {
        var declare = Services.GetRequiredService<DeclareEventHandler>();
        await declare.HandleAsync(new DeclareEvent("Kept", null, [new DeclaredProperty { Name = "Total", Type = DataType.Number, Label = "Sum" }]), default);
        var page = Open<CataloguePage>("/catalogue?tab=events&event=Kept&property=");

        page.Find(".panel input[type=text]").Change(" total");
        page.Find(".panel form").Submit();

        page.WaitForAssertion(() => Assert.Contains("declared already", page.Find(".panel .error").TextContent, StringComparison.Ordinal), s_patience);
        Assert.Equal("Sum", Assert.Single(Services.GetRequiredService<CurrentCatalogue>().Content.Event("Kept")!.Properties).Label);
    }

    [Fact]
    public async Task SourcePage_ShowsHealthAndWhatIsAgainstThePlan()
    {
        var source = await _studio.SourceWithAsync("""{"type":"identify","messageId":"i1","userId":"u1","traits":{"age":"old","birthday":"soon"}}""");

        Services.GetRequiredService<NavigationManager>().NavigateTo($"/sources/{source}");
        var page = Render<SourcePage>(p => p.Add(s => s.Id, source));

        page.WaitForElement("tbody tr", s_patience);
        var rows = page.FindAll("tbody tr").Select(r => r.TextContent).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(2, rows.Count);
        Assert.Contains("old", page.FindAll("tbody tr bdi").Select(e => e.TextContent));
        Assert.Contains("masked", rows[1], StringComparison.Ordinal);
        Assert.DoesNotContain("soon", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Nothing waits", page.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<T> Open<T>(string address)
        where T : IComponent
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<T>();
    }
}
