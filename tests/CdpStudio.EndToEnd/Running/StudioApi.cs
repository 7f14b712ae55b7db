using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CdpStudio.EndToEnd.Running;

/// <summary>The HTTP surface as another program uses it.</summary>
public sealed class StudioApi(StudioProcess studio)
{
    public async Task<string> CreateSourceAsync(string name)
    {
        var source = await SendAsync(HttpMethod.Post, "/api/v1/sources", new JsonObject { ["name"] = name, ["kind"] = "http" }, HttpStatusCode.Created);
        return source!["writeKey"]!.GetValue<string>();
    }

    public Task<HttpResponseMessage> TrackAsync(string writeKey, string path, JsonNode body, CancellationToken cancellationToken = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(writeKey + ":")));
        return studio.Http.SendAsync(request, cancellationToken);
    }

    public async Task<long> CountAsync(string rule)
    {
        var answer = await SendAsync(HttpMethod.Post, "/api/v1/audience/count", new JsonObject { ["rule"] = JsonNode.Parse(rule) });
        return answer!["count"]!.GetValue<long>();
    }

    public async Task<string> ImportAsync(string fileName, byte[] content, string mapping)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent(content), "file", fileName);
        form.Add(new StringContent(mapping, Encoding.UTF8, "application/json"), "mapping");
        using var request = Authorised(HttpMethod.Post, "/api/v1/imports");
        request.Content = form;
        using var response = await studio.Http.SendAsync(request);
        var answer = await ReadAsync(response, HttpStatusCode.Accepted);
        return answer!["id"]!.ToString();
    }

    public Task<JsonNode?> ImportStateAsync(string id) => SendAsync(HttpMethod.Get, $"/api/v1/imports/{id}");

    public async Task<JsonNode> UntilImportedAsync(string id, TimeSpan within)
    {
        JsonNode? state = null;
        await studio.UntilAsync(
            async () =>
            {
                state = await ImportStateAsync(id);
                return state!["state"]!.GetValue<string>() is "completed" or "failed" or "cancelled";
            },
            within,
            () => studio.HasExited,
            "finish the import",
            CancellationToken.None);
        return state!;
    }

    public async Task<string> TextAsync(string path)
    {
        using var request = Authorised(HttpMethod.Get, path);
        using var response = await studio.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }

    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonNode? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = Authorised(method, path);
        if (body is not null) request.Content = Json(body);
        using var response = await studio.Http.SendAsync(request);
        return await ReadAsync(response, expected);
    }

    private static async Task<JsonNode?> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{response.RequestMessage?.RequestUri} answered {(int)response.StatusCode}: {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    private static HttpRequestMessage Authorised(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", StudioProcess.ApiKey);
        return request;
    }

    private static StringContent Json(JsonNode body) => new(body.ToJsonString(JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
}
