using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Browser;
using CdpStudio.EndToEnd.Mail;
using CdpStudio.EndToEnd.Running;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace CdpStudio.EndToEnd.Reliability;

/// <summary>
/// kill -9 at random moments of a running campaign and of journeys. The checker knows three things: who should get mail, the mail
/// server's own journal, and the ledger in the database. Nobody gets a mail twice, nobody is forgotten, and each kill leaves at most one
/// mail per open connection in doubt.
/// </summary>
public sealed class SendKillStory(Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    private const int Connections = 8;
    private const string CampaignSubject = "Spring is here";
    private const string JourneySubject = "Welcome aboard";

    private static readonly TimeSpan s_answersAfter = TimeSpan.FromMilliseconds(60);

    private static int Rounds => Seed.FullTier ? 20 : 3;

    private static int People => Seed.FullTier ? 3_000 : 600;

    private static int NewPeopleARound => Seed.FullTier ? 30 : 20;

    [Fact]
    public async Task KillNine_WhileMailLeaves_SendsNothingTwiceAndForgetsNobody()
    {
        var random = new Random(Seed.Value);
        await using var mail = await MailServer.StartAsync(s_answersAfter);
        await using var studio = await StudioProcess.StartAsync(EmailSetup.Environment);
        var page = await chromium.OpenAsync(studio.Address);
        await page.SignInAsync();
        await page.SetUpEmailAsync(mail, studio.Address, Connections);
        await page.Context.CloseAsync();

        var api = new StudioApi(studio);
        var writeKey = await api.CreateSourceAsync("Shop");
        await IdentifyAsync(api, writeKey, 0, People);
        await studio.UntilCaughtUpAsync();
        await api.SendAsync(HttpMethod.Put, "/api/v1/segments/reachable", JsonNode.Parse("""{"name":"Reachable","rule":{"attribute":"group","op":"eq","value":"first"}}"""), HttpStatusCode.Created);
        await PublishJourneyAsync(api);
        var campaign = await ScheduleCampaignAsync(api);

        var newcomers = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            newcomers.AddRange(await SignUpAsync(api, writeKey, round));
            await Task.Delay(random.Next(100, 1_500)); // the random moment, not a wait for something
            await studio.KillAsync();
            await studio.StartAgainAsync();
            output.WriteLine($"round {round}: {mail.Journal().Count} mails taken");
        }

        await UntilEndedAsync(studio, api, campaign, newcomers.Count);
        await CheckAsync(studio, mail, newcomers);
    }

    private async Task CheckAsync(StudioProcess studio, MailServer mail, List<string> newcomers)
    {
        await studio.KillAsync();
        var journal = mail.Journal();
        var twice = journal.GroupBy(d => (d.Recipient, d.Subject)).Where(g => g.Count() > 1).Select(g => $"{g.Key} {g.Count()} times").ToList();
        Assert.True(twice.Count == 0, string.Join('\n', twice));

        var ledger = await LedgerAsync(studio);
        Assert.Equal(People, ledger.Count(s => s.Owner == 1));
        Assert.Equal(newcomers.Count, ledger.Count(s => s.Owner == 2));
        Assert.All(ledger, s => Assert.Contains(s.State, new[] { Sent, InDoubt }));

        var taken = journal.Select(d => (d.Recipient, d.Subject)).ToHashSet();
        Assert.All(ledger.Where(s => s.State == Sent), s => Assert.Contains((s.Address, SubjectOf(s.Owner)), taken));
        var planned = ledger.Select(s => (s.Address, SubjectOf(s.Owner))).ToHashSet();
        Assert.All(taken, d => Assert.Contains(d, planned));
        Assert.Equal(newcomers.Order(), ledger.Where(s => s.Owner == 2).Select(s => s.Address).Order());

        var inDoubt = ledger.Count(s => s.State == InDoubt);
        Assert.InRange(inDoubt, 0, Rounds * Connections);
        output.WriteLine(
            $"seed {Seed.Value}: {Rounds} kills, {People} people in the campaign and {newcomers.Count} in the journey; " +
            $"{journal.Count} mails taken, 0 twice, 0 forgotten, {inDoubt} in doubt (at most {Rounds * Connections})");
    }

    private const int Sent = 5;
    private const int InDoubt = 7;

    private static string SubjectOf(int owner) => owner == 1 ? CampaignSubject : JourneySubject;

    private static async Task<List<(int Owner, string Address, int State)>> LedgerAsync(StudioProcess studio)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(studio.Folder, "data", "studio.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Owner, Address, State FROM Send";
        await using var reader = await command.ExecuteReaderAsync();
        var sends = new List<(int, string, int)>();
        while (await reader.ReadAsync()) sends.Add((reader.GetInt32(0), reader.GetString(1), reader.GetInt32(2)));
        return sends;
    }

    private static Task UntilEndedAsync(StudioProcess studio, StudioApi api, string campaign, int newcomers) => studio.UntilAsync(
        async () =>
        {
            var state = await api.SendAsync(HttpMethod.Get, $"/api/v1/campaigns/{campaign}");
            if (state!["state"]!.GetValue<string>() != "finished") return false;

            var numbers = await api.SendAsync(HttpMethod.Get, "/api/v1/journeys/welcome/numbers");
            var mails = numbers!["steps"]!.AsArray().Single(s => s!["step"]!.GetValue<string>() == "mail")!["mails"];
            return numbers["completed"]!.GetValue<int>() == newcomers
                && mails!["sent"]!.GetValue<int>() + mails["inDoubt"]!.GetValue<int>() == newcomers;
        },
        TimeSpan.FromMinutes(5),
        () => studio.HasExited,
        "finish the campaign and the journey",
        CancellationToken.None);

    private static async Task IdentifyAsync(StudioApi api, string writeKey, int first, int people)
    {
        foreach (var chunk in Enumerable.Range(first, people).Chunk(200))
        {
            var batch = new JsonArray([.. chunk.Select(p => new JsonObject
            {
                ["type"] = "identify",
                ["userId"] = $"person-{p}",
                ["traits"] = new JsonObject { ["email"] = $"person-{p}@kilim.example", ["group"] = "first" },
            })]);
            using var response = await api.TrackAsync(writeKey, "/v1/batch", new JsonObject { ["batch"] = batch });
            response.EnsureSuccessStatusCode();
        }
    }

    private static async Task<IReadOnlyList<string>> SignUpAsync(StudioApi api, string writeKey, int round)
    {
        var addresses = Enumerable.Range(0, NewPeopleARound).Select(p => $"new-{round}-{p}@kilim.example").ToList();
        var batch = new JsonArray();
        foreach (var address in addresses)
        {
            batch.Add(new JsonObject { ["type"] = "identify", ["userId"] = address, ["traits"] = new JsonObject { ["email"] = address } });
            batch.Add(new JsonObject { ["type"] = "track", ["userId"] = address, ["event"] = "Signed Up" });
        }
        using var response = await api.TrackAsync(writeKey, "/v1/batch", new JsonObject { ["batch"] = batch });
        response.EnsureSuccessStatusCode();
        return addresses;
    }

    private static JsonObject Content(string subject) => new()
    {
        ["version"] = 1,
        ["subject"] = subject,
        ["preheader"] = "",
        ["heading"] = "Hello",
        ["text"] = "New kilims have come.",
        ["footer"] = "You get this because you asked for it.",
    };

    private static async Task PublishJourneyAsync(StudioApi api)
    {
        var definition = new JsonObject
        {
            ["version"] = 1,
            ["steps"] = new JsonArray(
                new JsonObject { ["id"] = "start", ["kind"] = "entry", ["event"] = "Signed Up", ["again"] = "never" },
                new JsonObject { ["id"] = "rest", ["kind"] = "wait", ["for"] = "1s" },
                new JsonObject { ["id"] = "mail", ["kind"] = "email", ["content"] = Content(JourneySubject) },
                new JsonObject { ["id"] = "end", ["kind"] = "exit" }),
            ["edges"] = new JsonArray(
                new JsonObject { ["from"] = "start", ["outcome"] = "next", ["to"] = "rest" },
                new JsonObject { ["from"] = "rest", ["outcome"] = "next", ["to"] = "mail" },
                new JsonObject { ["from"] = "mail", ["outcome"] = "next", ["to"] = "end" }),
        };
        var made = await api.SendAsync(
            HttpMethod.Put, "/api/v1/journeys/welcome", new JsonObject { ["name"] = "Welcome", ["definition"] = definition }, HttpStatusCode.Created);
        await api.SendAsync(HttpMethod.Post, "/api/v1/journeys/welcome/publish", new JsonObject { ["version"] = made!["version"]!.GetValue<int>() });
    }

    private static async Task<string> ScheduleCampaignAsync(StudioApi api)
    {
        var made = await api.SendAsync(
            HttpMethod.Post,
            "/api/v1/campaigns",
            new JsonObject
            {
                ["name"] = "Spring",
                ["content"] = Content(CampaignSubject),
                ["audience"] = new JsonObject { ["version"] = 1, ["segment"] = "reachable", ["without"] = new JsonArray() },
            },
            HttpStatusCode.Created);
        var id = made!["id"]!.GetValue<string>();
        var at = TimeProvider.System.GetUtcNow().AddSeconds(1).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        await api.SendAsync(HttpMethod.Post, $"/api/v1/campaigns/{id}/schedule", new JsonObject { ["at"] = at });
        return id;
    }
}
