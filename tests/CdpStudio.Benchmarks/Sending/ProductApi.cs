using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.EndToEnd.Running;

namespace CdpStudio.Benchmarks.Sending;

/// <summary>What the measurement asks of the product, as another program would.</summary>
internal sealed class ProductApi(StudioProcess studio)
{
    private const int PeopleInABatch = 500;

    public async Task<JsonNode> AskAsync(HttpMethod method, string path, string? body = null, AuthenticationHeaderValue? signedIn = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = signedIn ?? new AuthenticationHeaderValue("Bearer", StudioProcess.ApiKey);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await studio.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text) ?? throw new InvalidOperationException($"{path} answered nothing.")
            : throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}: {text}");
    }

    public async Task BringInAsync(int people)
    {
        var source = await AskAsync(HttpMethod.Post, "/api/v1/sources", """{"name":"Shop","kind":"http"}""");
        var key = Convert.ToBase64String(Encoding.UTF8.GetBytes(source["writeKey"]!.GetValue<string>() + ":"));
        foreach (var chunk in Enumerable.Range(0, people).Chunk(PeopleInABatch))
        {
            var messages = chunk.Select(p =>
                $$$"""{"type":"identify","userId":"person-{{{p}}}","traits":{"email":"person{{{p}}}@kilim.example","country":"{{{(p % 2 == 0 ? "VN" : "IR")}}}"}}""");
            await AskAsync(HttpMethod.Post, "/v1/batch", $$"""{"batch":[{{string.Join(',', messages)}}]}""", new AuthenticationHeaderValue("Basic", key));
        }

        await studio.UntilCaughtUpAsync();
    }

    /// <returns>The campaign, which is due at once.</returns>
    public async Task<string> SendToEverybodyAsync()
    {
        await AskAsync(HttpMethod.Put, "/api/v1/segments/everybody", """{"name":"Everybody","rule":{"attribute":"country","op":"exists"}}""");
        var content = MessageContentJson.Write(NewKilims.Content);
        var made = await AskAsync(
            HttpMethod.Post, "/api/v1/campaigns", $$$"""{"name":"New kilims","content":{{{content}}},"audience":{"version":1,"segment":"everybody","without":[]}}""");
        var id = made["id"]!.GetValue<string>();
        var at = TimeProvider.System.GetUtcNow().AddSeconds(1);
        await AskAsync(HttpMethod.Post, $"/api/v1/campaigns/{id}/schedule", FormattableString.Invariant($$"""{"at":"{{at:yyyy-MM-ddTHH:mm:ss.fffZ}}"}"""));
        return id;
    }

    public Task<JsonNode> CampaignAsync(string id) => AskAsync(HttpMethod.Get, $"/api/v1/campaigns/{id}");
}
