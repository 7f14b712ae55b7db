using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Catalogue;
using CdpStudio.Web.Components;
using CdpStudio.Web.Tests.Quarantine;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Catalogue;

/// <summary>Which of several values counts, as another program says it and on the page.</summary>
public sealed class WinningRuleTests : BunitContext, IClassFixture<StudioApp>
{
    private const string Attributes = "/api/v1/catalog/attributes";

    private const string Hello = """{"type":"identify","messageId":"h1","userId":"somebody"}""";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly StudioApp _app;
    private readonly HttpClient _program;

    public WinningRuleTests(StudioApp app)
    {
        _app = app;
        _program = app.Program(StudioApp.ApiKey);
        Services.AddFallbackServiceProvider(app.Services.CreateScope().ServiceProvider);
        Services.AddSingleton(new ToastList());
        Services.AddScoped<PageAddress>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.AddAuthorization().SetAuthorized("Linh").SetClaims(app.AdministratorClaim()).SetPolicies([.. Permission.All]);
    }

    [Fact]
    public async Task Put_ARule_IsListed_AndWithoutOneTheNewestWins()
    {
        var source = await new QuarantinedStudio(_app).SourceWithAsync(Hello);

        var ranked = await PutAsync("loyalty", new { type = "text", wins = "sourceRanking", ranking = new[] { source } });
        Assert.Equal("sourceRanking", ranked.GetProperty("wins").GetString());
        Assert.Equal(source, Assert.Single(ranked.GetProperty("ranking").EnumerateArray()).GetInt32());

        var newest = await PutAsync("loyalty", new { type = "text" });
        Assert.Equal(("newest", 0), (newest.GetProperty("wins").GetString(), newest.GetProperty("ranking").GetArrayLength()));
    }

    [Theory]
    [InlineData("""{"wins":"best"}""", "/wins")]
    [InlineData("""{"type":"text","wins":"sum"}""", "/wins")]
    [InlineData("""{"wins":"sourceRanking"}""", "/ranking")]
    [InlineData("""{"wins":"sourceRanking","ranking":[999999]}""", "/ranking")]
    [InlineData("""{"wins":"sourceRanking","ranking":[0]}""", "/ranking")]
    public async Task Put_WhatIsNoRule_IsRefusedAtItsPlace(string body, string pointer)
    {
        using var answer = await _program.PutAsync(new Uri($"{Attributes}/odd_rule", UriKind.Relative), new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(pointer, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task Put_ARankingThatIsNone_IsRefusedAtTheRanking()
    {
        var source = await new QuarantinedStudio(_app).SourceWithAsync(Hello);

        await Put_WhatIsNoRule_IsRefusedAtItsPlace($$"""{"wins":"sourceRanking","ranking":[{{source}},{{source}}]}""", "/ranking");
        await Put_WhatIsNoRule_IsRefusedAtItsPlace($$"""{"wins":"oldest","ranking":[{{source}}]}""", "/ranking");
    }

    [Fact]
    public async Task Panel_RankingOfNobody_IsRefusedInWords()
    {
        await PutAsync("unranked_on_page", new { type = "text" });
        Services.GetRequiredService<NavigationManager>().NavigateTo("/catalogue?attribute=unranked_on_page");
        var page = Render<CataloguePage>();

        Rule(page).Change(nameof(WinsBy.SourceRanking));
        page.Find(".panel form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Rank at least one source, and at most 200.", page.Markup, StringComparison.Ordinal), s_patience);
    }

    [Fact]
    public async Task Panel_RankingOfSources_IsSavedInItsOrder()
    {
        var studio = new QuarantinedStudio(_app);
        var (first, second) = (await studio.SourceWithAsync(Hello), await studio.SourceWithAsync(Hello));
        await PutAsync("ranked_on_page", new { type = "text" });
        Services.GetRequiredService<NavigationManager>().NavigateTo("/catalogue?attribute=ranked_on_page");
        var page = Render<CataloguePage>();

        Rule(page).Change(nameof(WinsBy.SourceRanking));
        Choose(page, first);
        Choose(page, second);
        page.FindAll(".ranking button").Last(b => b.GetAttribute("aria-label")!.StartsWith("Move", StringComparison.Ordinal)).Click();
        page.Find(".panel form").Submit();

        var catalogue = Services.GetRequiredService<CurrentCatalogue>();
        page.WaitForState(() => catalogue.Content.Attribute("ranked_on_page")!.Wins == WinsBy.SourceRanking, s_patience);
        Assert.Equal([new SourceId(second), new SourceId(first)], catalogue.Content.Attribute("ranked_on_page")!.WinningRule.Ranking);
    }

    [Fact]
    public async Task Panel_RuleThatTheTypeCantWinBy_IsRefusedInWords()
    {
        await PutAsync("summed_on_page", new { type = "number", wins = "sum" });
        Services.GetRequiredService<NavigationManager>().NavigateTo("/catalogue?attribute=summed_on_page");
        var page = Render<CataloguePage>();
        Assert.Contains(page.FindAll(".panel option[disabled]"), o => o.GetAttribute("value") == nameof(WinsBy.Union));

        page.Find(".panel select").Change(nameof(DataType.Text));
        page.Find(".panel form").Submit();

        page.WaitForAssertion(() => Assert.Contains("can’t win so", page.Markup, StringComparison.Ordinal), s_patience);
        Assert.Equal(DataType.Number, Services.GetRequiredService<CurrentCatalogue>().Content.Attribute("summed_on_page")!.Type);
    }

    private static AngleSharp.Dom.IElement Rule(IRenderedComponent<CataloguePage> page) => page.FindAll(".panel select")[1];

    private static void Choose(IRenderedComponent<CataloguePage> page, int source)
    {
        var value = source.ToString(System.Globalization.CultureInfo.InvariantCulture);
        page.WaitForElement($".panel select option[value='{value}']", s_patience);
        page.FindAll(".panel select")[2].Change(value);
    }

    private async Task<JsonElement> PutAsync(string name, object body)
    {
        using var answer = await _program.PutAsJsonAsync($"{Attributes}/{name}", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
