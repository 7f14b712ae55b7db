using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.DemoData;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Governance;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Components;
using CdpStudio.Web.DemoData;
using CdpStudio.Web.Tests.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdpStudio.Web.Tests.DemoData;

/// <summary>The offer and the banner over the real product without its other pages.</summary>
public sealed class DemoPartsTests : ComponentTest, IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("cdpstudio-demo-").FullName;
    private IHostedService[] _hosted = [];
    private BunitAuthorizationContext? _session;

    private CurrentDemo Demo => Services.GetRequiredService<CurrentDemo>();

    public async Task InitializeAsync()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Directory"] = _folder })
            .Build();
        Services.AddSingleton<IConfiguration>(configuration);
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        Services.AddPersistence(configuration).AddJobs().AddCatalogue().AddFacts().AddRules().AddIdentityResolution().AddAudience().AddIngestion().AddSources().AddSegments().AddGovernance().AddProfiles().AddMessaging().AddCampaigns().AddJourneys();
        Services.AddSingleton(new DemoSize(40, 900));
        Services.AddDemoData().AddJobRunner();
        _session = this.AddAuthorization();

        _hosted = [.. Services.GetServices<IHostedService>()];
        foreach (var hosted in _hosted) await hosted.StartAsync(default);
    }

    public new async Task DisposeAsync()
    {
        foreach (var hosted in _hosted.Reverse()) await hosted.StopAsync(default);
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Offer_Pressed_LoadsTheDemoAndGoesAway()
    {
        var offer = RenderAs<DemoOffer>(Permission.WriteWorkspace);

        await offer.Find("button").ClickAsync(new MouseEventArgs());

        offer.WaitForAssertion(() => Assert.Empty(offer.FindAll("button")), s_patience);
        await UntilAsync(DemoState.Loaded);
    }

    [Fact]
    public void Offer_ForWhoeverMayNotChangeTheWorkspace_IsNotMade() =>
        Assert.Empty(RenderAs<DemoOffer>(Permission.ReadWorkspace).FindAll("button"));

    [Fact]
    public void Banner_WithoutDemo_IsNotThere() => Assert.Equal("", RenderAs<DemoBanner>(Permission.WriteWorkspace).Markup.Trim());

    [Fact]
    public async Task Banner_RemoveAndConfirm_TakesTheDemoOut()
    {
        await LoadAsync();
        var banner = RenderAs<DemoBanner>(Permission.WriteWorkspace);
        Assert.Contains("a shop that does not exist", banner.Find("aside").TextContent, StringComparison.Ordinal);

        await banner.Find("aside button").ClickAsync(new MouseEventArgs());
        Assert.Equal("Remove demo data?", banner.Find("dialog h2").TextContent);
        await banner.FindAll("dialog button")[1].ClickAsync(new MouseEventArgs());

        banner.WaitForAssertion(() => Assert.Equal("", banner.Markup.Trim()), s_patience);
        Assert.Null(Demo.State);
    }

    [Fact]
    public async Task Banner_SegmentThatStays_IsNamedBeforeAndKeepChangesNothing()
    {
        await LoadAsync();
        await Services.GetRequiredService<SaveSegmentHandler>().HandleAsync(
            new SaveSegment(null, "My best", """{"segment":"regulars"}""", "ann", new SaveOver.Nothing()), default);
        var banner = RenderAs<DemoBanner>(Permission.WriteWorkspace);

        await banner.Find("aside button").ClickAsync(new MouseEventArgs());
        Assert.Contains("Segment “Regulars” stays, because it is used by My best.", banner.Find("dialog").TextContent, StringComparison.Ordinal);
        await banner.FindAll("dialog button")[0].ClickAsync(new MouseEventArgs());

        Assert.Empty(banner.FindAll("dialog"));
        Assert.Equal(DemoState.Loaded, Demo.State);
    }

    [Fact]
    public async Task Banner_ForReaders_SaysItWithoutAButton()
    {
        await LoadAsync();

        var banner = RenderAs<DemoBanner>(Permission.ReadWorkspace);

        Assert.NotNull(banner.Find("aside"));
        Assert.Empty(banner.FindAll("button"));
    }

    [Fact]
    public void Switch_Alone_IsTheSettingThatItStandsFor() =>
        Assert.Equal(["--urls", "http://x", "--Bootstrap:Demo=true"], DemoSwitch.Expand(["--urls", "http://x", "--demo"]));

    private IRenderedComponent<T> RenderAs<T>(params string[] permissions)
        where T : Microsoft.AspNetCore.Components.IComponent
    {
        _session!.SetAuthorized("ann").SetPolicies(permissions);
        return Render<T>();
    }

    private async Task LoadAsync()
    {
        await Services.GetRequiredService<LoadDemoHandler>().HandleAsync(new LoadDemo(null), default);
        await UntilAsync(DemoState.Loaded);
    }

    private async Task UntilAsync(DemoState state)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Demo.Changed += Look;
        Look();
        await reached.Task.WaitAsync(s_patience);
        Demo.Changed -= Look;

        void Look()
        {
            if (Demo.State == state) reached.TrySetResult();
        }
    }
}
