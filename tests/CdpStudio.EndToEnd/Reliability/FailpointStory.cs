using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Running;

namespace CdpStudio.EndToEnd.Reliability;

/// <summary>The process dies at a named point between two stages; the next start completes what was accepted, once.</summary>
public sealed class FailpointStory
{
    [Theory]
    [InlineData("inbox.committed")]
    [InlineData("processor.facts_written")]
    [InlineData("processor.committed")]
    [InlineData("membership.before_commit")]
    [InlineData("snapshot.written")]
    public async Task Killed_BetweenTwoStages_TheNextStartCompletesOnce(string point)
    {
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);
        var writeKey = await api.CreateSourceAsync("Shop");
        await api.SendAsync(
            HttpMethod.Put,
            "/api/v1/segments/buyers",
            JsonNode.Parse("""{"key":"buyers","name":"Buyers","rule":{"event":"Paid"}}"""),
            System.Net.HttpStatusCode.Created);
        await studio.KillAsync();
        await studio.StartAgainAsync(new() { ["CDP_FAILPOINTS"] = $"{point}:kill@1", ["Segments__MembershipInterval"] = "00:00:01" });

        var message = new JsonObject
        {
            ["messageId"] = "m-1",
            ["userId"] = "ann",
            ["event"] = "Paid",
            ["properties"] = new JsonObject { ["amount"] = 12.5 },
        };
        var acknowledged = await AcknowledgedAsync(() => api.TrackAsync(writeKey, "/v1/track", message.DeepClone()));
        await studio.UntilDeadAsync();
        await studio.StartAgainAsync();
        if (!acknowledged) (await api.TrackAsync(writeKey, "/v1/track", message.DeepClone())).EnsureSuccessStatusCode();
        await studio.UntilCaughtUpAsync();

        Assert.Equal(1, await api.CountAsync("""{"event":"Paid","measure":"sum","of":"amount","op":"eq","value":12.5}"""));
        var profile = await api.SendAsync(HttpMethod.Get, "/api/v1/profiles?identifier=user_id:ann");
        var events = await api.SendAsync(HttpMethod.Get, $"/api/v1/profiles/{profile!["id"]}/events");
        Assert.Single(events!["items"]!.AsArray());
        await studio.UntilAsync(
            async () => (await api.SendAsync(HttpMethod.Get, "/api/v1/segments/buyers/members"))!["items"]!.AsArray().Count == 1,
            TimeSpan.FromSeconds(60),
            () => studio.HasExited,
            "show the member",
            CancellationToken.None);
    }

    private static async Task<bool> AcknowledgedAsync(Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            using var response = await send();
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // The process died before it answered.
            return false;
        }
    }
}
