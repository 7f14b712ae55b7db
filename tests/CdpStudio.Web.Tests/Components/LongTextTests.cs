using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Persistence;
using CdpStudio.Web.Access;
using CdpStudio.Web.Components;
using CdpStudio.Web.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Components;

/// <summary>Long text on its way to the page that has its field open.</summary>
public sealed class LongTextTests : BunitContext, IClassFixture<StudioApp>
{
    private const int MaxLength = 50_000;
    private static readonly string s_long = string.Concat(Enumerable.Repeat("Rugs, سجاده, 地毯 \n", 2_500));

    private readonly StudioApp _app;
    private readonly BunitJSModuleInterop _browser;
    private readonly List<string> _typed = [];

    public LongTextTests(StudioApp app)
    {
        _app = app;
        using (app.CreateClient())
        {
            // The product starts with its first client.
        }

        Services.AddFallbackServiceProvider(app.Services.CreateScope().ServiceProvider);
        _browser = JSInterop.SetupModule("/client/studio.js");
        _browser.Mode = JSRuntimeMode.Loose;
        this.AddAuthorization().SetAuthorized("Linh").SetClaims(new Claim(ClaimTypes.NameIdentifier, AdministratorId().ToString()));
    }

    [Fact]
    public async Task Text_LongerThanACircuitTakes_ReachesThePageAndIsNotDrawnBack()
    {
        var (field, address) = Open();
        using var browser = await _app.SignedInAsync();

        using var answer = await PutAsync(browser, address, s_long);
        field.Render(p => p.Add(t => t.Value, s_long));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal([s_long], _typed);
        Assert.Empty(_browser.Invocations["showLongText"]);
    }

    [Fact]
    public void Text_ChangedElsewhere_IsShownInTheField()
    {
        var (field, _) = Open();

        field.Render(p => p.Add(t => t.Value, "Undone"));

        Assert.Equal("Undone", Assert.Single(_browser.Invocations["showLongText"]).Arguments[1]);
    }

    [Fact]
    public async Task Text_ThatIsTooLong_IsRefusedInTheReadersWords()
    {
        var (_, address) = Open();
        using var browser = await _app.SignedInAsync();

        foreach (var text in new[] { new string('x', MaxLength + 1), new string('x', 4 * MaxLength) })
        {
            using var answer = await PutAsync(browser, address, text);

            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            Assert.Contains("At most 50,000 characters are kept here.", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Assert.Empty(_typed);
    }

    [Fact]
    public async Task Text_OfSomebodyElse_IsNotTaken()
    {
        var (_, address) = Open();
        using var other = await _app.SignedInAsync(await _app.AddUserAsync(Role.Analyst));

        using var answer = await PutAsync(other, address, "Not mine to write");

        Assert.Equal((HttpStatusCode.NotFound, 0), (answer.StatusCode, _typed.Count));
    }

    [Fact]
    public async Task Text_WhileThePageIsCutOffFromItsBrowser_StaysInTheBrowser()
    {
        var (_, address) = Open();
        using var browser = await _app.SignedInAsync();
        await Services.GetRequiredService<CircuitLine>().OnConnectionDownAsync(null!, default); // the circuit itself is not looked at

        using var away = await PutAsync(browser, address, "Later");
        await Services.GetRequiredService<CircuitLine>().OnConnectionUpAsync(null!, default); // as above
        using var back = await PutAsync(browser, address, "Later");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.NoContent), (away.StatusCode, back.StatusCode));
        Assert.Equal(["Later"], _typed);
    }

    [Fact]
    public async Task Field_ThatLeftThePage_TakesNothingMore()
    {
        var (_, address) = Open();
        using var browser = await _app.SignedInAsync();
        await DisposeComponentsAsync();

        using var answer = await PutAsync(browser, address, "Too late");

        Assert.Equal((HttpStatusCode.NotFound, 0), (answer.StatusCode, _typed.Count));
    }

    private (IRenderedComponent<LongText> Field, string Address) Open()
    {
        var field = Render<LongText>(p => p.Add(t => t.Name, "text").Add(t => t.Value, "").Add(t => t.MaxLength, MaxLength).Add(t => t.OnType, _typed.Add));
        field.WaitForState(() => _browser.Invocations["openLongText"].Count == 1);
        return (field, (string)_browser.Invocations["openLongText"].Single().Arguments[1]!);
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient browser, string address, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new StringContent(text) };
        request.Headers.Add(SameOriginDoor.Header, "1");
        return await browser.SendAsync(request);
    }

    private Guid AdministratorId()
    {
        using var db = _app.Services.GetRequiredService<IDbContextFactory<StudioDbContext>>().CreateDbContext();
        return db.Users.Single(u => u.Email == StudioApp.AdminEmail).Id;
    }
}
