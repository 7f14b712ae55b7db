using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Sources;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Sources;

/// <summary>What tells of silent sources, over a running product's parts.</summary>
public sealed class SilenceTrayTests : BunitContext, IClassFixture<StudioApp>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly StudioApp _app;
    private readonly BunitAuthorizationContext _reader;

    public SilenceTrayTests(StudioApp app)
    {
        using (app.CreateClient())
        {
            // The product starts with its first client.
        }

        _app = app;
        Services.AddFallbackServiceProvider(app.Services.CreateScope().ServiceProvider);
        JSInterop.Mode = JSRuntimeMode.Loose;
        _reader = this.AddAuthorization();
        _reader.SetAuthorized("Linh").SetClaims(app.AdministratorClaim()).SetPolicies([.. Permission.All]);
    }

    [Fact]
    public async Task Tray_OfASilentSource_IsPutAwayByEachPersonAndComesBackWithTheNextSilence()
    {
        var source = ((CreateSourceResult.Created)await _app.Services.GetRequiredService<CreateSourceHandler>().HandleAsync(new CreateSource("Corner shop"), default)).Id;
        var tray = Render<SilenceTray>();
        Assert.Empty(tray.FindAll(".menu"));

        await WentQuietAsync(source, hoursAgo: 3);
        tray.WaitForAssertion(() => Assert.Equal("1 source is silent", tray.Find("[role=status]").TextContent), s_patience);
        Assert.Equal($"/sources/{source}", tray.Find(".alert a").GetAttribute("href"));
        Assert.Equal("Corner shop", tray.Find(".alert a").TextContent);

        await tray.Find("button[aria-label='Put away: Corner shop']").ClickAsync(new MouseEventArgs());
        Assert.Empty(tray.FindAll(".menu"));
        Assert.Empty(Render<SilenceTray>().FindAll(".menu"));

        _reader.SetClaims(new Claim(ClaimTypes.NameIdentifier, Guid.NewGuid().ToString()));
        Render<SilenceTray>().WaitForElement(".alert", s_patience);

        await WentQuietAsync(source, hoursAgo: 2);
        tray.WaitForElement(".alert", s_patience);
    }

    /// <summary>Its last message came at that time; somebody expects one every hour.</summary>
    private async Task WentQuietAsync(SourceId source, int hoursAgo)
    {
        var at = TimeProvider.System.GetUtcNow().AddHours(-hoursAgo).ToUnixTimeMilliseconds();
        await _app.Services.GetRequiredService<IWriteQueue>().WriteAsync(
            WritePriority.Interactive,
            (db, _) =>
            {
                db.Add(new SourceHour { Source = source.Value, Hour = SourceHour.Of(at), Accepted = 1, Stored = 1, LastAt = at });
                return Task.FromResult(0);
            },
            default);
        var changed = await _app.Services.GetRequiredService<ChangeSourceHandler>().HandleAsync(
            new ChangeSource(source, "Corner shop", false, "", null) { SilentAfterHours = 1 }, default);
        Assert.IsType<ChangeSourceResult.Changed>(changed);
    }
}
