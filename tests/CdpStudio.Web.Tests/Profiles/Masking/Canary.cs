using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using CdpStudio.Web.Tests.Quarantine;
using CdpStudio.Web.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Profiles.Masking;

/// <summary>Somebody with a value that nobody else has in each place that holds anything personal, in everything that a person can be in.</summary>
internal sealed class Canary
{
    public const string User = "quetzal-user@canary.example";
    public const string Order = "ord-77104";
    public const string Segment = "regulars";
    public const string Journey = "welcome-them";

    // As people and files write them, whatever stands around.
    private static readonly string[] s_secrets = ["quetzal", "canarias", "canary.example", "15112349876", "10.20.30.40", "06-05", "0151 1234"];

    public ProfileId Id { get; private set; }

    public int Source { get; private set; }

    public string WriteKey { get; private set; } = "";

    public long Quarantined { get; private set; }

    public Guid Campaign { get; private set; }

    public JourneyId JourneyId { get; private set; }

    /// <summary>Those of them that a text gives away.</summary>
    public static IReadOnlyList<string> In(string text) => [.. s_secrets.Where(s => text.Contains(s, StringComparison.OrdinalIgnoreCase))];

    public static async Task<Canary> MakeAsync(StudioApp app)
    {
        using var program = app.Program(StudioApp.ApiKey);
        await SendAsync(program, HttpMethod.Put, "/api/v1/catalog/attributes/shoe", """{"type":"text","label":"Shoe","pii":true}""");
        await SendAsync(program, HttpMethod.Put, "/api/v1/catalog/events/Paid", """{"label":"Paid","properties":{"voucher":{"type":"text","pii":true},"kind":{"type":"text","allowed":["known"]}}}""");
        await SendAsync(program, HttpMethod.Put, $"/api/v1/segments/{Segment}", """{"name":"Regulars","rule":{"all":[{"attribute":"email","op":"exists"},{"attribute":"shoe","op":"exists"}]}}""");

        // A rule and a mail may speak only of what was seen.
        await new QuarantinedStudio(app).SourceWithAsync(
            """{"type":"identify","messageId":"c0","userId":"first-of-all","timestamp":"2026-01-05T08:00:00Z","traits":{"email":"first@else.example","firstName":"Ann","birthday":"1990-01-01","address":{"street":"Road 1"},"contact":"none","shoe":"44","plan":"pro"} }""",
            """{"type":"track","messageId":"c00","userId":"first-of-all","event":"Paid","timestamp":"2026-01-05T08:00:00Z"}""");
        await QuarantinedStudio.UntilAsync(async () => (await TextAsync(program, "/api/v1/profiles?identifier=user_id:first-of-all")).Contains("firstName", StringComparison.Ordinal));
        await SendAsync(program, HttpMethod.Put, $"/api/v1/journeys/{Journey}", $$$"""{"name":"Welcome them","definition":{{{Definition}}}}""");
        await SendAsync(program, HttpMethod.Post, $"/api/v1/journeys/{Journey}/publish", "{}");

        var canary = new Canary();
        canary.Source = await new QuarantinedStudio(app).SourceWithAsync(
            $$"""{"type":"identify","messageId":"c1","userId":"{{User}}","anonymousId":"browser-77104","timestamp":"2026-01-05T09:00:00Z","traits":{"firstName":"Oldquetzal"} }""",
            $$"""
            {"type":"identify","messageId":"c2","userId":"{{User}}","timestamp":"2026-01-06T09:00:00Z","traits":{"email":"quetzal-mail@canary.example","phone":"+4915112349876",
             "firstName":"Quetzalina","lastName":"Canarias","birthday":"1987-06-05","address":{"street":"Quetzalweg 7","city":"Riga"},"shoe":"quetzal-shoe",
             "note":"Ask Quetzalina Canarias, 0151 1234 9876","contact":"quetzal-mail@canary.example","plan":"pro"} }
            """,
            $$"""
            {"type":"track","messageId":"c3","userId":"{{User}}","event":"Paid","timestamp":"2026-01-07T09:00:00Z","context":{"ip":"10.20.30.40","traits":{"email":"quetzal-mail@canary.example"} },
             "properties":{"order_id":"{{Order}}","voucher":"quetzal-voucher","kind":"quetzal-mail@canary.example","total":12.5,"text":"for Quetzalina, Quetzalweg 7","to":{"email":"quetzal-gift@canary.example"} } }
            """,
            $$"""{"type":"track","messageId":"c4","userId":"{{User}}","event":"Paid","timestamp":"soon","properties":{"text":"Quetzalina Canarias, 0151 1234 9876","voucher":"quetzal-broken"} }""",
            // Only what is fresh lets anybody into a journey.
            $$"""{"type":"track","messageId":"c5","userId":"{{User}}","event":"Paid","timestamp":"{{TimeProvider.System.GetUtcNow():O}}","properties":{"voucher":"quetzal-second"} }""");
        var directory = app.Services.GetRequiredService<IProfileDirectory>();
        var named = new Identifier(IdentifierNamespace.UserId, User);
        await QuarantinedStudio.UntilAsync(() => Task.FromResult(directory.Find(named) is { } found && directory.Read(found) is { Events: 2, Identifiers.Count: 4 }));
        canary.Id = directory.Find(named)!.Value; // just found
        canary.Quarantined = (await new QuarantinedStudio(app).FindAsync(canary.Source))[0].Id;
        await canary.WriteAsync(app, program);
        // What people here said of the person.
        await SendAsync(program, HttpMethod.Put, $"/api/v1/profiles/{canary.Id}/locks/nickname", """{"value":"Quetzi Quetzal"}""");
        await SendAsync(
            program, HttpMethod.Post, $"/api/v1/profiles/{canary.Id}/consents",
            """{"channel":"email","state":"subscribed","how":"writing","proof":"Letter of Quetzalina Canarias, 0151 1234 9876"}""");
        await QuarantinedStudio.UntilAsync(async () => (await TextAsync(program, $"/api/v1/profiles/{canary.Id}")).Contains(Journey, StringComparison.Ordinal));
        await QuarantinedStudio.UntilAsync(async () => (await TextAsync(program, $"/api/v1/profiles/{canary.Id}")).Contains(Segment, StringComparison.Ordinal));
        return canary;
    }

    private const string Definition = """
        {"version":1,"steps":[
          {"id":"start","kind":"entry","event":"Paid"},
          {"id":"b","kind":"branch","rule":{"all":[{"attribute":"firstName","op":"exists"},{"attribute":"contact","op":"exists"}]}},
          {"id":"w","kind":"wait","for":"2d"},
          {"id":"m","kind":"email","content":{"version":1,"subject":"Hello","preheader":"","heading":"Dear {{firstName|you}}","text":"To {{address.street|you}}, {{email|you}}, born {{birthday|some day}}.","footer":""}},
          {"id":"end","kind":"exit"}],
         "edges":[{"from":"start","outcome":"next","to":"b"},{"from":"b","outcome":"yes","to":"w"},{"from":"b","outcome":"no","to":"end"},{"from":"w","outcome":"next","to":"m"},{"from":"m","outcome":"next","to":"end"}]}
        """;

    /// <summary>A mail of a campaign that the trap holds as it left.</summary>
    private async Task WriteAsync(StudioApp app, HttpClient program)
    {
        var made = await SendAsync(program, HttpMethod.Post, "/api/v1/campaigns", """
            {"name":"Autumn","content":{"version":1,"subject":"Autumn","preheader":"","heading":"Dear {{firstName|you}}","text":"We have {{shoe|shoes}} for {{email|you}}.","footer":""},
             "audience":{"version":1,"segment":"regulars","without":[]} }
            """);
        Campaign = Guid.Parse(made!["id"]!.GetValue<string>());
        var db = await app.Services.GetRequiredService<IDbContextFactory<StudioDbContext>>().CreateDbContextAsync();
        await using (db)
        {
            var at = TimeProvider.System.GetUtcNow();
            var id = new CampaignId(Campaign);
            var campaign = (await db.Campaigns.AsNoTracking().SingleAsync(c => c.Id == id)).Number;
            JourneyId = (await db.Journeys.AsNoTracking().ToListAsync()).Single(j => j.Key == Journey).Id;
            var send = new Send
            {
                Owner = SendOwner.Campaign, OwnerId = campaign.Value, Visit = 0, Profile = Id, Address = "quetzal-mail@canary.example", State = SendState.Failed,
                Reply = "550 <quetzal-mail@canary.example> is unknown", ReplyCode = 550, DueAt = at.ToUnixTimeMilliseconds(), ChangedAt = at.ToUnixTimeMilliseconds(),
            };
            await app.Services.GetRequiredService<IWriteQueue>().WriteAsync(
                WritePriority.Interactive,
                async (write, token) =>
                {
                    await write.Campaigns.Where(c => c.Id == id).ExecuteUpdateAsync(
                        set => set.SetProperty(c => c.State, CampaignState.Finished).SetProperty(c => c.StartedAt, at).SetProperty(c => c.FinishedAt, at), token);
                    write.Add(send);
                    await write.SaveChangesAsync(token);
                    write.Add(new TrappedMail
                    {
                        At = at, From = "news@kilim.example", To = "quetzal-mail@canary.example", Subject = "Autumn", Html = "<p>Dear Quetzalina</p>", Text = "Dear Quetzalina", Headers = "", Send = send.Id,
                    });
                },
                default);
        }
    }

    public static async Task<JsonNode?> SendAsync(HttpClient program, HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await program.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {await answer.Content.ReadAsStringAsync()}");
        return answer.Content.Headers.ContentLength == 0 ? null : await answer.Content.ReadFromJsonAsync<JsonNode>();
    }

    private static async Task<string> TextAsync(HttpClient program, string path)
    {
        using var answer = await program.GetAsync(path);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>An address of the access table about this person, where it has a parameter that can be.</summary>
    public string Fill(string address) => address
        .Replace("/recurring-imports/{id:int}", "/recurring-imports/1", StringComparison.Ordinal)
        .Replace("/quarantine/{id:long}", Text("/quarantine/", Quarantined), StringComparison.Ordinal)
        .Replace("/segments/{key}", $"/segments/{Segment}", StringComparison.Ordinal)
        .Replace("/journeys/{key}", $"/journeys/{Journey}", StringComparison.Ordinal)
        .Replace("/ui/campaigns/{id:guid}", $"/ui/campaigns/{Campaign}", StringComparison.Ordinal)
        .Replace("/ui/journeys/{id:guid}", $"/ui/journeys/{JourneyId.Value}", StringComparison.Ordinal)
        .Replace("/campaigns/{id:guid}", $"/campaigns/{Campaign}", StringComparison.Ordinal)
        .Replace("/sources/{id:int}", Text("/sources/", Source), StringComparison.Ordinal)
        .Replace("{id:long}", Text("", Id.Value), StringComparison.Ordinal)
        .Replace("{number:int}", "1", StringComparison.Ordinal);

    private static string Text(string before, long number) => string.Create(CultureInfo.InvariantCulture, $"{before}{number}");
}
