using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Quarantine;

/// <summary>A running product and what it takes to fill its quarantine through the door.</summary>
internal sealed class QuarantinedStudio(StudioApp app)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>A source of its own whose batch has been processed.</summary>
    public async Task<int> SourceWithAsync(params string[] messages)
    {
        var made = (CreateSourceResult.Created)await app.Services.GetRequiredService<CreateSourceHandler>().HandleAsync(new CreateSource($"Shop {Guid.NewGuid():N}"), default);
        using var browser = app.Browser();
        using var body = new StringContent($$"""{"writeKey":"{{made.WriteKey}}","batch":[{{string.Join(',', messages)}}]}""", Encoding.UTF8, "application/json");
        using var answer = await browser.PostAsync("/v1/batch", body);
        answer.EnsureSuccessStatusCode();
        await UntilAsync(async () => (await CountsAsync(made.Id.Value)) is { Waiting: 0, Received: var received } && received == messages.Length);
        return made.Id.Value;
    }

    public async Task<SourceCounts> CountsAsync(int source) =>
        (await app.Services.GetRequiredService<SourceList>().FindAsync(new Core.Kernel.SourceId(source), default))!.Counts;

    public Task<IReadOnlyList<QuarantineRow>> FindAsync(int source, QuarantineShelf shelf = QuarantineShelf.Open) =>
        app.Services.GetRequiredService<QuarantineList>().FindAsync(shelf, new QuarantineSelection(null, source), null, 100, default);

    public async Task<(int Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var program = app.Program(StudioApp.ApiKey);
        using var request = new HttpRequestMessage(method, "/api/v1/quarantine" + path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await program.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonNode>(JsonSerializerOptions.Web));
    }

    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(s_patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await holds()) await timer.WaitForNextTickAsync(patience.Token);
    }
}
