using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CdpStudio.EndToEnd.Browser;
using CdpStudio.EndToEnd.Mail;
using CdpStudio.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CdpStudio.EndToEnd.Stories;

/// <summary>
/// Somebody whose data is everywhere asks 'why did I get this mail, and delete me': an agent finds them, tells them why, exports what is held,
/// and erases them. Afterwards no byte of theirs is in any file of the product, and no file or program brings them back.
/// </summary>
public sealed class ForgetMeStory(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Mail = "quetzal-mail@canary.example";
    private const string User = "quetzal-user-7741";
    private const string Subject = "Autumn kilims";
    private const string Other = "steady-other-5512";

    // One in each place that holds anything about people.
    private static readonly string[] s_canaries =
    [
        "quetzal-mail", User, "quetzal-device", "4915112349876", "quetzal-name", "quetzal-street", "quetzal-product", "quetzal-page", "quetzal-message",
        "quetzal-broken", "quetzal-wrongtype", "quetzal-rejected", "quetzal-imported", "quetzal-card",
    ];

    private const string Mapping =
        """
        {"format":"csv","encoding":"auto","kind":"profiles","columns":[{"from":"Mail","to":"identifier:email"},{"from":"Card","to":"identifier:loyalty_card"},
        {"from":"Note","to":"attribute:note"},{"from":"Points","to":"attribute:points","type":"number","format":"en-US"}]}
        """;

    private static readonly LocatorAssertionsToBeVisibleOptions s_patience = new() { Timeout = 60_000 };

    [Fact]
    public async Task Agent_AnswersWhyAndErases_AndNoByteIsLeft()
    {
        await using var server = await MailServer.StartAsync();
        await using var studio = await StudioProcess.StartAsync(new(EmailSetup.Environment) { ["Audience__SnapshotFacts"] = "10" });
        var api = new StudioApi(studio);
        var page = await chromium.OpenAsync(studio.Address);
        await page.SignInAsync();
        await page.SetUpEmailAsync(server, studio.Address, connections: 1);
        var writeKey = await FillAsync(studio, api);
        await SendCampaignAsync(studio, api);
        Assert.Contains(server.Journal(), d => d.Recipient == Mail && d.Subject == Subject);

        // A snapshot with them in it, and what the journal of writes keeps.
        await studio.StopAsync();
        await studio.StartAgainAsync();
        Assert.NotEmpty(Found(studio, s_canaries));

        await page.SignInAsync();
        await AnswerWhyAsync(page);
        await ExportAsync(page);
        await EraseAsync(page);
        await NobodyIsThereAsync(api);
        Assert.Empty(Found(studio, s_canaries));
        Assert.NotEmpty(Found(studio, [Other]));

        // Whatever a kill or a stop writes down, it is not them.
        await studio.KillAsync();
        await studio.StartAgainAsync();
        await NobodyIsThereAsync(api);
        await ComeBackAsync(studio, api, writeKey);
        // What was thrown away is gone from the log of writes too, and a browser that comes back at that moment does not keep the product from stopping.
        string[] thrownAway = [.. s_canaries.Except(["quetzal-imported", "quetzal-rejected", "quetzal-card", "quetzal-mail"])];
        await studio.UntilAsync(() => Task.FromResult(Found(studio, thrownAway).Count == 0), TimeSpan.FromMinutes(1), () => studio.HasExited, "empty its log", CancellationToken.None);
        var stopping = Stopwatch.StartNew();
        await studio.StopAsync();
        Assert.True(stopping.Elapsed < TimeSpan.FromSeconds(25), $"stopped after {stopping.Elapsed.TotalSeconds:0} s");
        Assert.Empty(Found(studio, thrownAway));
    }

    private static async Task<string> FillAsync(StudioProcess studio, StudioApi api)
    {
        var writeKey = await api.CreateSourceAsync("Shop");
        await api.SendAsync(HttpMethod.Put, "/api/v1/catalog/attributes/age", JsonNode.Parse("""{"type":"number","label":"Age","pii":false}"""));
        await TrackAsync(api, writeKey, """
            {"batch":[
              {"type":"identify","messageId":"quetzal-message-1","userId":"quetzal-user-7741","anonymousId":"quetzal-device","timestamp":"2026-01-05T09:00:00Z",
               "traits":{"email":"quetzal-mail@canary.example","phone":"+4915112349876","name":"quetzal-name","address":{"street":"quetzal-street"},"club":"yes","age":"quetzal-wrongtype"}},
              {"type":"track","messageId":"quetzal-message-2","userId":"quetzal-user-7741","event":"Order Completed","timestamp":"2026-01-06T09:00:00Z","properties":{"product":"quetzal-product"},
               "context":{"page":{"url":"https://shop.example/quetzal-page"}}},
              {"type":"track","messageId":"quetzal-message-3","userId":"quetzal-user-7741","timestamp":"2026-01-06T09:00:00Z","properties":{"product":"quetzal-broken"}},
              {"type":"identify","messageId":"other-1","userId":"steady-other-5512","timestamp":"2026-01-05T09:00:00Z","traits":{"email":"other@kilim.example","club":"yes"}}
            ]}
            """);
        await studio.UntilCaughtUpAsync();
        var import = await api.ImportAsync("people.csv", File(), Mapping);
        var state = await api.UntilImportedAsync(import, TimeSpan.FromMinutes(1));
        Assert.Equal(("completed", 1), (state["state"]!.GetValue<string>(), state["rowsRejected"]!.GetValue<int>()));
        await api.SendAsync(
            HttpMethod.Put, "/api/v1/segments/club", JsonNode.Parse("""{"name":"Club members","rule":{"attribute":"club","op":"eq","value":"yes"}}"""), HttpStatusCode.Created);
        await studio.UntilCaughtUpAsync();
        return writeKey;
    }

    private static async Task SendCampaignAsync(StudioProcess studio, StudioApi api)
    {
        var made = await api.SendAsync(
            HttpMethod.Post,
            "/api/v1/campaigns",
            JsonNode.Parse("""
                {"name":"Autumn","content":{"version":1,"subject":"Autumn kilims","preheader":"","heading":"Dear {{name|you}}","text":"They have come.","footer":"You asked for it."},
                 "audience":{"version":1,"segment":"club","without":[]} }
                """),
            HttpStatusCode.Created);
        var path = $"/api/v1/campaigns/{made!["id"]!.GetValue<string>()}";
        var at = TimeProvider.System.GetUtcNow().AddSeconds(1).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        await api.SendAsync(HttpMethod.Post, path + "/schedule", new JsonObject { ["at"] = at });
        await studio.UntilAsync(
            async () => (await api.SendAsync(HttpMethod.Get, path))!["state"]!.GetValue<string>() == "finished",
            TimeSpan.FromMinutes(2), () => studio.HasExited, "finish the campaign", CancellationToken.None);
    }

    /// <summary>'Why did I get this mail?', with nothing but the address that the caller gives.</summary>
    private static async Task AnswerWhyAsync(IPage page)
    {
        await page.GotoAsync($"/profiles?q={Uri.EscapeDataString(Mail)}");
        await page.GetByRole(AriaRole.Row).GetByText("quetzal-name").First.ClickAsync();
        await Expect(page.GetByText(Subject).First).ToBeVisibleAsync(s_patience);
        await Expect(page.GetByText("because they were in the segment ‘Club members’")).ToBeVisibleAsync(s_patience);

        await page.GetByRole(AriaRole.Button, new() { Name = $"Show the mail ‘{Subject}’" }).ClickAsync();
        await Expect(page.FrameLocator("dialog iframe").GetByText("They have come.")).ToBeVisibleAsync(s_patience);
        // Keys that are pressed in a frame never reach the dialog around it.
        await Expect(page.Locator("dialog iframe")).Not.ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    private static async Task ExportAsync(IPage page)
    {
        var address = page.Url;
        await page.GetByRole(AriaRole.Button, new() { Name = "Export all data" }).ClickAsync();
        await Expect(page.GetByText("Completed").First).ToBeVisibleAsync(s_patience);
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Data of" }).First.ClickAsync());
        var held = await System.IO.File.ReadAllTextAsync(await download.PathAsync());
        // What the message of another type said never became theirs; everything else is told.
        foreach (var canary in s_canaries.Except(["quetzal-wrongtype"])) Assert.Contains(canary, held, StringComparison.OrdinalIgnoreCase);
        await page.GotoAsync(address);
    }

    private static async Task EraseAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Erase", Exact = false }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        var confirm = dialog.GetByRole(AriaRole.Button, new() { NameRegex = new("^Erase") });
        await Expect(confirm).ToBeDisabledAsync();
        await dialog.GetByRole(AriaRole.Textbox).FillAsync(Mail);
        await Expect(confirm).ToBeEnabledAsync();
        await confirm.ClickAsync();
        // WaitForURL looks at the address before it listens, and misses what changes between.
        await Expect(page).ToHaveURLAsync(new Regex("/settings/privacy\\?tab=erasures$"), new() { Timeout = 60_000 });
        await Expect(page.GetByText("Completed").First).ToBeVisibleAsync(s_patience);
        // The export before it is the first that says so.
        await Expect(page.GetByText(Mail)).ToHaveCountAsync(0, new() { Timeout = 60_000 });
    }

    private static async Task NobodyIsThereAsync(StudioApi api)
    {
        await api.SendAsync(HttpMethod.Get, $"/api/v1/profiles?identifier=user_id:{User}", expected: HttpStatusCode.NotFound);
        await api.SendAsync(HttpMethod.Get, $"/api/v1/profiles?identifier=email:{Uri.EscapeDataString(Mail)}", expected: HttpStatusCode.NotFound);
        Assert.Equal(0, await api.CountAsync("""{"attribute":"name","op":"eq","value":"quetzal-name"}"""));
        Assert.Equal(0, await api.CountAsync("""{"event":"Order Completed","op":"gte","value":1}"""));
    }

    /// <summary>The shop sends its old messages again, and somebody imports the old file.</summary>
    private static async Task ComeBackAsync(StudioProcess studio, StudioApi api, string writeKey)
    {
        await TrackAsync(api, writeKey, """
            {"batch":[
              {"type":"identify","messageId":"again-1","userId":"quetzal-user-7741","anonymousId":"quetzal-device","timestamp":"2026-01-05T09:00:00Z","traits":{"name":"quetzal-name","email":"quetzal-mail@canary.example"} },
              {"type":"track","messageId":"again-2","userId":"quetzal-user-7741","event":"Order Completed","timestamp":"2026-01-06T09:00:00Z","properties":{"product":"quetzal-product"} }
            ]}
            """);
        var import = await api.ImportAsync("again.csv", File("2"), Mapping);
        var state = await api.UntilImportedAsync(import, TimeSpan.FromMinutes(1));
        Assert.Equal((0, 2), (state["rowsImported"]!.GetValue<int>(), state["rowsRejected"]!.GetValue<int>()));
        await studio.UntilCaughtUpAsync();
        await NobodyIsThereAsync(api);
    }

    private static byte[] File(string points = "1") => Encoding.UTF8.GetBytes(
        $"Mail,Card,Note,Points\n{Mail},quetzal-card-1,quetzal-imported,{points}\n{Mail},quetzal-card-2,quetzal-rejected,many\n");

    private static async Task TrackAsync(StudioApi api, string writeKey, string body)
    {
        using var response = await api.TrackAsync(writeKey, "/v1/batch", JsonNode.Parse(body)!);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Which of the words are in which files, whatever their case and in both encodings that the product writes.</summary>
    private static List<string> Found(StudioProcess studio, IEnumerable<string> words)
    {
        var found = new List<string>();
        // Locks are empty, and held.
        foreach (var path in Directory.EnumerateFiles(studio.Folder, "*", SearchOption.AllDirectories).Where(p => !p.EndsWith(".lock", StringComparison.Ordinal)))
        {
            // A file that goes while it is looked for holds nothing.
            if (Read(path) is not { } bytes) continue;

            var (narrow, wide, shifted) = (Encoding.Latin1.GetString(bytes), Encoding.Unicode.GetString(bytes), Encoding.Unicode.GetString(bytes.AsSpan(Math.Min(1, bytes.Length))));
            found.AddRange(words
                .Where(w => narrow.Contains(w, StringComparison.OrdinalIgnoreCase) || wide.Contains(w, StringComparison.OrdinalIgnoreCase) || shifted.Contains(w, StringComparison.OrdinalIgnoreCase))
                .Select(w => $"{w} in {Path.GetRelativePath(studio.Folder, path)}"));
        }

        return found;
    }

    private static byte[]? Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            return bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).ToArray();
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
