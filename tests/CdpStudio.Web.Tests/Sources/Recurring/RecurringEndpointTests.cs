using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Sources.Recurring;

/// <summary>Recurring imports as other programs set them up and follow them.</summary>
public sealed class RecurringEndpointTests : IClassFixture<WatchingStudio>
{
    private const string Mapping = """{"kind":"profiles","columns":[{"from":"nr","to":"identifier:user_id"}]}""";
    private const string Recurring = "/api/v1/recurring-imports";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly WatchingStudio _studio;
    private readonly HttpClient _program;

    public RecurringEndpointTests(WatchingStudio studio) => (_studio, _program) = (studio, studio.Program(StudioApp.ApiKey));

    [Fact]
    public async Task Folder_MadeByAProgram_IsLookedAtAndItsFilesAndLogCanBeRead()
    {
        Directory.CreateDirectory(Path.Combine(_studio.Root, "api"));
        var made = await SendAsync(HttpMethod.Post, Recurring, $$"""{"name":"Nightly","kind":"folder","place":"api","pattern":"*.csv","schedule":"at 03:30 mon,thu","mapping":{{Mapping}}}""");
        var address = $"{Recurring}/{made["id"]}";
        Assert.Equal(
            ("Nightly", "folder", "api", "*.csv", "at 03:30 mon,thu", "move", "nr", false),
            (Text(made, "name"), Text(made, "kind"), Text(made, "place"), Text(made, "pattern"), Text(made, "schedule"), Text(made, "afterImport"),
                Text(made["mapping"]!["columns"]![0]!, "from"), made["disabled"]!.GetValue<bool>()));

        await File.WriteAllTextAsync(Path.Combine(_studio.Root, "api/a.csv"), "nr\nw1\n");
        await File.WriteAllTextAsync(Path.Combine(_studio.Root, "api/b.csv"), "name\nw2\n");
        await SendAsync(HttpMethod.Post, address + "/look");

        var files = await UntilAsync($"{address}/files", page => Items(page).Count(f => Text(f, "state") is "imported" or "failed") == 2);
        var (a, b) = (Items(files).Single(f => Text(f, "name") == "a.csv"), Items(files).Single(f => Text(f, "name") == "b.csv"));
        Assert.Equal(("imported", "failed", "fileRefused"), (Text(a, "state"), Text(b, "state"), Text(b, "problem")));
        Assert.Contains("'nr'", Text(b, "detail"), StringComparison.Ordinal);
        Assert.Equal(1, (await SendAsync(HttpMethod.Get, $"/api/v1/imports/{a["import"]}"))["rowsImported"]!.GetValue<int>());

        await SendAsync(HttpMethod.Post, $"{address}/files/{b["number"]}/retry");
        using var taken = await _program.PostAsync(new Uri($"{address}/files/{a["number"]}/retry", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        await UntilAsync($"{address}/files", page => Items(page).Count(f => Text(f, "state") == "failed") == 2);

        var first = await SendAsync(HttpMethod.Get, $"{address}/files?limit=1");
        var rest = await SendAsync(HttpMethod.Get, $"{address}/files?limit=2&after={Text(first, "next")}");
        Assert.Equal(["a.csv", "b.csv", "b.csv"], Items(first).Concat(Items(rest)).Select(f => Text(f, "name")).Order(StringComparer.Ordinal));
        Assert.Null(rest["next"]);
        var log = await SendAsync(HttpMethod.Get, address + "/log");
        Assert.Contains(Text(log, "state"), (string[])["queued", "running", "completed"]);
        Assert.Contains(Items(await SendAsync(HttpMethod.Get, Recurring)), r => Text(r, "name") == "Nightly");
    }

    [Fact]
    public async Task Secret_GoesInAndNeverOut_AndStaysWithItsServer()
    {
        var made = await SendAsync(HttpMethod.Post, Recurring, Address("https://files.example/a.csv", """{"kind":"basic","name":"shop","secret":"s3cret"}""", $",\"mapping\":{Mapping}"));
        var address = $"{Recurring}/{made["id"]}";
        Assert.Equal("""{"kind":"basic","name":"shop","stored":true}""", made["signIn"]!.ToJsonString());

        // Neither columns nor secret are said again.
        var changed = await SendAsync(HttpMethod.Put, address, Address("https://files.example/b.csv", """{"kind":"basic","name":"shop"}""", ",\"disabled\":true"));
        Assert.Equal(
            ("https://files.example/b.csv", true, true, "nr"),
            (Text(changed, "place"), changed["disabled"]!.GetValue<bool>(), changed["signIn"]!["stored"]!.GetValue<bool>(), Text(changed["mapping"]!["columns"]![0]!, "from")));
        Assert.DoesNotContain("s3cret", await _program.GetStringAsync(new Uri(Recurring, UriKind.Relative)), StringComparison.Ordinal);

        Assert.Equal("/signIn/secret", await RefusedAsync(HttpMethod.Put, address, Address("https://elsewhere.example/b.csv", """{"kind":"basic","name":"shop"}""")));
        using var look = await _program.PostAsync(new Uri(address + "/look", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Conflict, look.StatusCode);
    }

    [Fact]
    public async Task Put_OfAnImportWhoseSilenceIsTold_KeepsItsHours()
    {
        var made = await SendAsync(HttpMethod.Post, Recurring, $$"""{"name":"Quiet","kind":"folder","place":"quiet","schedule":"every 60","disabled":true,"mapping":{{Mapping}}}""");
        var source = new SourceId(made["id"]!.GetValue<int>());
        var change = _studio.Services.GetRequiredService<ChangeSourceHandler>();
        await change.HandleAsync(new ChangeSource(source, "Quiet", true, "", null) { SilentAfterHours = 5 }, default);

        await SendAsync(HttpMethod.Put, $"{Recurring}/{source}", """{"name":"Still quiet","kind":"folder","place":"quiet","schedule":"every 60","disabled":true}""");

        var row = (await _studio.Services.GetRequiredService<SourceList>().FindAsync(source, default))!;
        Assert.Equal("Still quiet", row.Source.Name);
        Assert.Equal(5, row.Source.SilentAfterHours);
    }

    [Theory]
    [InlineData("""{"kind":"folder","place":"","schedule":"every 5"}""", "/name")]
    [InlineData("""{"name":"","kind":"folder","place":"","schedule":"every 5","mapping":MAPPING}""", "/name")]
    [InlineData("""{"name":"x","kind":"ftp","place":"","schedule":"every 5","mapping":MAPPING}""", "/kind")]
    [InlineData("""{"name":"x","kind":"folder","place":"../etc","schedule":"every 5","mapping":MAPPING}""", "/place")]
    [InlineData("""{"name":"x","kind":"address","place":"file:///etc/passwd","schedule":"every 5","mapping":MAPPING}""", "/place")]
    [InlineData("""{"name":"x","kind":"folder","place":"","schedule":"every 0","mapping":MAPPING}""", "/schedule")]
    [InlineData("""{"name":"x","kind":"folder","place":"","schedule":"at 25:00 mon","mapping":MAPPING}""", "/schedule")]
    [InlineData("""{"name":"x","kind":"folder","place":"","schedule":"every 5"}""", "/mapping")]
    [InlineData("""{"name":"x","kind":"folder","place":"","schedule":"every 5","columnsFrom":999999}""", "/mapping")]
    [InlineData("""{"name":"x","kind":"folder","place":"","schedule":"every 5","mapping":{"kind":"people","columns":[]}}""", "/mapping/kind")]
    [InlineData("""{"name":"x","kind":"folder","place":"","pattern":"a/b","schedule":"every 5","mapping":MAPPING}""", "/pattern")]
    [InlineData("""{"name":"x","kind":"folder","place":"","schedule":"every 5","mapping":MAPPING,"afterImport":"burn"}""", "/afterImport")]
    [InlineData("""{"name":"x","kind":"folder","place":"","schedule":"every 5","mapping":MAPPING,"signIn":{"kind":"bearer","secret":"t"}}""", "/signIn")]
    [InlineData("""{"name":"x","kind":"address","place":"https://a.example/","schedule":"every 5","mapping":MAPPING,"signIn":{"kind":"header","name":"Host","secret":"t"}}""", "/signIn/name")]
    [InlineData("""{"name":"x","kind":"address","place":"https://a.example/","schedule":"every 5","mapping":MAPPING,"signIn":{"kind":"bearer"}}""", "/signIn/secret")]
    [InlineData("""{"name":"x","kind":"address","place":"https://a.example/","schedule":"every 5","mapping":MAPPING,"signIn":{"kind":"bearer","token":"t"}}""", "/signIn/token")]
    [InlineData("""{"name":"x","kind":"folder","place":"","schedule":"every 5","mapping":MAPPING,"columnsfrom":1}""", "/columnsfrom")]
    public async Task Make_OutOfWhatCannotBe_IsRefusedByPointer(string body, string pointer) =>
        Assert.Equal(pointer, await RefusedAsync(HttpMethod.Post, Recurring, body.Replace("MAPPING", Mapping, StringComparison.Ordinal)));

    [Fact]
    public async Task Unknown_IsNotFoundAndDisabledIsNotLookedAt()
    {
        foreach (var path in (string[])["/999999", "/999999/files", "/999999/log"])
        {
            using var answer = await _program.GetAsync(new Uri(Recurring + path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        // An http source is none.
        var source = await SendAsync(HttpMethod.Post, "/api/v1/sources", """{"name":"Web","kind":"http"}""");
        using var other = await _program.GetAsync(new Uri($"{Recurring}/{source["id"]}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task OpenApi_SaysWhatABodyHolds()
    {
        var document = await _program.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        var post = document.GetProperty("paths").GetProperty(Recurring).GetProperty("post");
        Assert.EndsWith("/RecurringBody", post.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString(), StringComparison.Ordinal);
        Assert.True(document.GetProperty("components").GetProperty("schemas").GetProperty("RecurringBody").GetProperty("properties").TryGetProperty("schedule", out _));
    }

    private static string Address(string place, string signIn, string more = "") =>
        $$"""{"name":"Fetched","kind":"address","place":"{{place}}","schedule":"every 60","signIn":{{signIn}}{{more}}}""";

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(JsonNode.Parse(body)) };
        using var response = await _program.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path} answered {(int)response.StatusCode}: {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    private async Task<string> RefusedAsync(HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(JsonNode.Parse(body)) };
        using var response = await _program.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        return Text(JsonNode.Parse(await response.Content.ReadAsStringAsync())!, "pointer");
    }

    private async Task<JsonNode> UntilAsync(string path, Func<JsonNode, bool> reached)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var patience = new CancellationTokenSource(s_patience);
        while (true)
        {
            var answer = await SendAsync(HttpMethod.Get, path);
            if (reached(answer)) return answer;

            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    private static IEnumerable<JsonNode> Items(JsonNode page) => page["items"]!.AsArray().Select(i => i!);

    private static string Text(JsonNode json, string name) => json[name]!.ToString();
}
