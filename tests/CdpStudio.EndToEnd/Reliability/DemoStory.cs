using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Running;
using Xunit.Abstractions;

namespace CdpStudio.EndToEnd.Reliability;

/// <summary>The whole demo in a real process: loaded by the command line, killed on its way in and out, and gone in the end.</summary>
public sealed class DemoStory(ITestOutputHelper output)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(240);

    [Fact]
    public async Task Demo_KilledOnItsWayInAndOut_IsWholeAndThenGone()
    {
        await using var studio = await StudioProcess.StartAsync(new() { ["Segments__MembershipInterval"] = "00:00:01" });
        var api = new StudioApi(studio);
        var writeKey = await api.CreateSourceAsync("Shop");
        (await api.TrackAsync(writeKey, "/v1/track", Paid("ann"))).EnsureSuccessStatusCode();
        await studio.UntilCaughtUpAsync();

        await AgainWithAsync(studio, "demo.chunk_saved:kill@7");
        await api.SendAsync(HttpMethod.Post, "/api/v1/demo", null, HttpStatusCode.Accepted);
        await studio.UntilDeadAsync();
        // While the campaign's audience is being written down.
        await AgainWithAsync(studio, "campaign.planned_chunk:kill@2");
        await studio.UntilDeadAsync();
        var watch = Stopwatch.StartNew();
        await studio.StartAgainAsync();
        await UntilAsync(studio, api, "loaded");
        output.WriteLine($"loaded {watch.Elapsed.TotalSeconds:0.0} s after the restart");
        Assert.Equal(10_001, await api.CountAsync("""{"all":[]}"""));
        Assert.Equal(300_000, await EventsAsync(api));
        await AssertIsSentAsync(api);
        (await api.TrackAsync(writeKey, "/v1/track", Paid("bob"))).EnsureSuccessStatusCode();

        await AgainWithAsync(studio, "run.cancellation_asked:kill@1");
        await AskForRemovalAsync(api);
        await studio.UntilDeadAsync();
        // What was asked for is carried out by the next start before anybody asks again, and it dies behind that commit.
        await AgainWithAsync(studio, "processor.committed:kill@1");
        await studio.UntilDeadAsync();

        watch.Restart();
        await studio.StartAgainAsync();
        await UntilAsync(studio, api, "absent");
        output.WriteLine($"gone {watch.Elapsed.TotalSeconds:0.0} s after the restart");
        await studio.UntilCaughtUpAsync();
        Assert.Equal(2, await api.CountAsync("""{"all":[]}"""));
        Assert.Equal(2, await api.CountAsync("""{"event":"Paid"}"""));
        Assert.Equal(0, await EventsAsync(api));
        Assert.Empty((await api.SendAsync(HttpMethod.Get, "/api/v1/segments"))!["items"]!.AsArray());
        Assert.Empty((await api.SendAsync(HttpMethod.Get, "/api/v1/campaigns"))!["items"]!.AsArray());
    }

    private static async Task AssertIsSentAsync(StudioApi api)
    {
        var campaign = Assert.Single((await api.SendAsync(HttpMethod.Get, "/api/v1/campaigns"))!["items"]!.AsArray())!;
        var members = await api.CountAsync("""{"segment":"newsletter-readers-in-vietnam"}""");
        Assert.Equal("finished", campaign["state"]!.GetValue<string>());
        Assert.Equal((members, members), (campaign["counts"]!["planned"]!.GetValue<long>(), campaign["counts"]!["sent"]!.GetValue<long>()));
    }

    private static async Task AgainWithAsync(StudioProcess studio, string points)
    {
        await studio.KillAsync();
        try
        {
            await studio.StartAgainAsync(new() { ["CDP_FAILPOINTS"] = points });
        }
        catch (Exception) when (studio.HasExited)
        {
            // It reached the point before it was ready.
        }
    }

    private static async Task AskForRemovalAsync(StudioApi api)
    {
        try
        {
            await api.SendAsync(HttpMethod.Delete, "/api/v1/demo", null, HttpStatusCode.Accepted);
        }
        catch (HttpRequestException)
        {
            // It died before it answered.
        }
    }

    private static async Task<long> EventsAsync(StudioApi api)
    {
        var events = (await api.SendAsync(HttpMethod.Get, "/api/v1/catalog/events?limit=500"))!;
        return events["items"]!.AsArray().Where(e => e!["name"]!.GetValue<string>() != "Paid").Sum(e => e!["events"]!.GetValue<long>());
    }

    private static Task UntilAsync(StudioProcess studio, StudioApi api, string state) => studio.UntilAsync(
        async () => (await api.SendAsync(HttpMethod.Get, "/api/v1/demo"))!["state"]!.GetValue<string>() == state,
        s_patience,
        () => studio.HasExited,
        $"have the demo {state}",
        CancellationToken.None);

    private static JsonObject Paid(string who) => new() { ["messageId"] = $"m-{who}", ["userId"] = who, ["event"] = "Paid" };
}
