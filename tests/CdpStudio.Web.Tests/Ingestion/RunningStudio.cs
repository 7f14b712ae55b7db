using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace CdpStudio.Web.Tests.Ingestion;

/// <summary>The whole product in this process, on a data folder of its own, reached as other programs reach it.</summary>
public class RunningStudio : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const string ApiKey = "in-process-key-0123456789abcdef0123456789";

    public string Folder { get; } = Directory.CreateTempSubdirectory("studio-web-").FullName;

    public async Task<string> CreateSourceAsync(string name)
    {
        var source = await ApiAsync(HttpMethod.Post, "/api/v1/sources", new JsonObject { ["name"] = name, ["kind"] = "http" });
        return source["writeKey"]!.GetValue<string>();
    }

    public async Task<JsonNode> ApiAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var client = CreateClient();
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path} answered {(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Everything accepted is visible to audience queries.</summary>
    public async Task UntilCaughtUpAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await ApiAsync(HttpMethod.Get, "/api/v1/ingestion"))["lagMs"]!.GetValue<long>() > 0) await timer.WaitForNextTickAsync(limit.Token);
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, byte[]? body, params (string Name, string Value)[] headers)
    {
        using var client = CreateClient();
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new ByteArrayContent(body) };
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request);
    }

    public static (string, string) Basic(string user) => ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));

    public Task InitializeAsync() => Task.CompletedTask;

    public new async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        builder.UseSetting("Storage:Directory", Folder);
        builder.UseSetting("Bootstrap:ApiKey", ApiKey);
        builder.UseSetting("Bootstrap:AdminEmail", "ada@kilim.example");
        builder.UseSetting("Bootstrap:AdminPassword", "a long enough passphrase");
    }
}
