using Bunit;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Profiles;
using CdpStudio.Web.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Profiles;

/// <summary>What happened to somebody, over a running product's parts.</summary>
public sealed class TimelineTests : BunitContext, IClassFixture<StudioApp>, IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly StudioApp _app;
    private ToldPerson _person = null!; // made before each test

    public TimelineTests(StudioApp app)
    {
        _app = app;
        using (app.CreateClient())
        {
            // The product starts with its first client.
        }

        Services.AddFallbackServiceProvider(app.Services.CreateScope().ServiceProvider);
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public async Task InitializeAsync() => _person = await ToldPerson.MakeAsync(_app);

    public new async Task DisposeAsync() => await base.DisposeAsync();

    [Fact]
    public async Task Timeline_HasEventsAndChangesByTheirTimes()
    {
        var timeline = await ShowAsync();

        var entries = timeline.FindAll("ol.events li");
        Assert.Equal(3, entries.Count);
        Assert.StartsWith("plan pro was free · ", Words(entries[0]), StringComparison.Ordinal);
        Assert.Contains("Order Completed", entries[1].TextContent, StringComparison.Ordinal);
        Assert.StartsWith("plan free no value before · ", Words(entries[2]), StringComparison.Ordinal);
        var sources = await _app.Services.GetRequiredService<SourceList>().NamesAsync(default);
        Assert.Contains(sources.Values, name => Words(entries[0]).EndsWith(name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Filter_ShowsChangesAlone_OrOneEvent()
    {
        var timeline = await ShowAsync();

        await PressAsync(timeline, "Attribute changes");
        timeline.WaitForAssertion(() => Assert.Equal(2, timeline.FindAll("ol.events .change").Count), s_patience);
        Assert.Empty(timeline.FindAll("ol.events details"));
        Assert.Equal("Attribute changes", timeline.Find("[aria-pressed=true]").TextContent);

        await PressAsync(timeline, "Order Completed");
        timeline.WaitForAssertion(() => Assert.Single(timeline.FindAll("ol.events details")), s_patience);
        Assert.Empty(timeline.FindAll("ol.events .change"));
    }

    /// <summary>Word by word, whatever draws the gaps between them.</summary>
    private static string Words(AngleSharp.Dom.IElement entry) => string.Join(
        ' ', entry.QuerySelectorAll(".change > span").SelectMany(part => part.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    private static Task PressAsync(IRenderedComponent<Timeline> timeline, string name) =>
        timeline.FindAll(".filters button").First(b => b.TextContent == name).ClickAsync(new());

    private async Task<IRenderedComponent<Timeline>> ShowAsync()
    {
        var sources = await _app.Services.GetRequiredService<SourceList>().NamesAsync(default);
        var timeline = Render<Timeline>(p => p.Add(t => t.Profile, _person.Id).Add(t => t.Sources, sources));
        timeline.WaitForElement("ol.events", s_patience);
        return timeline;
    }
}
