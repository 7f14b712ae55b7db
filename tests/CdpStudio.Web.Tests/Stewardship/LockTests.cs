using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Components;
using CdpStudio.Web.Profiles;
using CdpStudio.Web.Profiles.Past;
using CdpStudio.Web.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Stewardship;

/// <summary>Values locked by hand, as another program does it and on the page.</summary>
public sealed class LockTests : BunitContext, IClassFixture<StudioApp>, IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly StudioApp _app;
    private readonly HttpClient _program;
    private readonly BunitAuthorizationContext _session;

    public LockTests(StudioApp app)
    {
        _app = app;
        _program = app.Program(StudioApp.ApiKey);
        Services.AddFallbackServiceProvider(app.Services.CreateScope().ServiceProvider);
        Services.AddSingleton(new ToastList());
        Services.AddScoped<PageAddress>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        _session = this.AddAuthorization().SetAuthorized("Linh").SetPolicies([.. Permission.All]);
    }

    private TwoCustomers Two { get; set; } = null!; // before each test

    public async Task InitializeAsync() => Two = await TwoCustomers.MeetAsync(_app);

    public new async Task DisposeAsync() => await base.DisposeAsync();

    [Fact]
    public async Task Api_LockedReadAndUnlocked()
    {
        Assert.Equal(HttpStatusCode.NoContent, await PutAsync("name", new { value = "Ann Lee" }));

        var known = await ValueAsync("name");
        Assert.Equal(("Ann Lee", true, 0), (known.GetProperty("value").GetString(), known.GetProperty("locked").GetBoolean(), known.GetProperty("source").GetInt32()));

        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync("name"));
        known = await ValueAsync("name");
        Assert.Equal((Two.Ann, false, "newest", 1), (
            known.GetProperty("value").GetString(), known.GetProperty("locked").GetBoolean(), known.GetProperty("winsBy").GetString(), known.GetProperty("among").GetInt32()));
        Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync("name"));
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync("age", new { value = "many" }));
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync("name", new { value = (string?)null }));
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync("name", new { }));
        using var nobody = await _program.PutAsJsonAsync("/api/v1/profiles/999999999/locks/name", new { value = "x" });
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    [Fact]
    public async Task Page_LocksAValue_SaysWhoseWordItIs_AndUnlocks()
    {
        var page = Render<ProfilePage>(p => p.Add(x => x.Id, Two.AnnsProfile.Id.Value));
        page.WaitForElement(".facts summary", s_patience);
        Assert.All(page.FindAll(".facts summary"), s => Assert.Equal("The only value said", s.TextContent.Trim()));

        await PressAsync(page, "Lock a value of name");
        page.WaitForElement("dialog input", s_patience);
        await page.InvokeAsync(() => page.Find("dialog input").Change(" "));
        await PressTextAsync(page, "dialog button", "Lock");
        page.WaitForAssertion(() => Assert.Contains("Write a value.", page.Markup, StringComparison.Ordinal), s_patience);
        await page.InvokeAsync(() => page.Find("dialog input").Change("Ann Lee"));
        await PressTextAsync(page, "dialog button", "Lock");

        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".facts summary"), s => s.TextContent.Trim() == "Locked by Linh"), s_patience);
        Assert.Contains(page.FindAll(".facts details li"), li => li.TextContent.Contains(Two.Ann, StringComparison.Ordinal));

        await PressAsync(page, "Unlock name");
        page.WaitForAssertion(() => Assert.DoesNotContain(page.FindAll(".facts summary"), s => s.TextContent.Contains("Locked", StringComparison.Ordinal)), s_patience);
    }

    [Fact]
    public async Task Timeline_TellsALockAtOnce_UnderTheSameFilter()
    {
        var page = Render<ProfilePage>(p => p.Add(x => x.Id, Two.AnnsProfile.Id.Value));
        page.WaitForElement(".filters button", s_patience);
        await PressTextAsync(page, ".filters button", "Attribute changes");
        page.WaitForElement(".change", s_patience);

        await PressAsync(page, "Lock a value of name");
        page.WaitForElement("dialog input", s_patience);
        await page.InvokeAsync(() => page.Find("dialog input").Change("Ann Lee"));
        await PressTextAsync(page, "dialog button", "Lock");

        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".change"), c => c.TextContent.Contains("Ann Lee", StringComparison.Ordinal)), s_patience);
        var locked = page.FindAll(".change").First(c => c.TextContent.Contains("Ann Lee", StringComparison.Ordinal)).TextContent;
        Assert.EndsWith("By hand", locked.Trim(), StringComparison.Ordinal);
        Assert.Equal("Attribute changes", page.Find(".filters [aria-pressed=true]").TextContent.Trim());
        Assert.Empty(page.FindAll("ol.events details"));
    }

    [Fact]
    public void Page_WithoutTheRight_OnlyTellsWhy()
    {
        _session.SetPolicies([.. Permission.All.Except([Permission.LockAttributes])]);

        var page = Render<ProfilePage>(p => p.Add(x => x.Id, Two.AnnsProfile.Id.Value));
        page.WaitForElement(".facts summary", s_patience);

        Assert.Empty(page.FindComponent<AttributeCard>().FindAll("button"));
    }

    private static async Task PressAsync(IRenderedComponent<ProfilePage> page, string name)
    {
        page.WaitForElement($"button[aria-label='{name}']", s_patience);
        await page.InvokeAsync(() => page.Find($"button[aria-label='{name}']").Click());
    }

    private static Task PressTextAsync(IRenderedComponent<ProfilePage> page, string css, string words) =>
        page.InvokeAsync(() => page.FindAll(css).Single(b => b.TextContent.Trim() == words).Click());

    private async Task<HttpStatusCode> PutAsync(string name, object body)
    {
        using var answer = await _program.PutAsJsonAsync($"/api/v1/profiles/{Two.AnnsProfile.Id}/locks/{name}", body);
        return answer.StatusCode;
    }

    private async Task<HttpStatusCode> DeleteAsync(string name)
    {
        using var answer = await _program.DeleteAsync(new Uri($"/api/v1/profiles/{Two.AnnsProfile.Id}/locks/{name}", UriKind.Relative));
        return answer.StatusCode;
    }

    private async Task<JsonElement> ValueAsync(string name)
    {
        var profile = await _program.GetFromJsonAsync<JsonElement>($"/api/v1/profiles/{Two.AnnsProfile.Id}?asOf=2099-01-01T00:00:00Z");
        return profile.GetProperty("said").EnumerateArray().Single(a => a.GetProperty("attribute").GetString() == name);
    }
}
