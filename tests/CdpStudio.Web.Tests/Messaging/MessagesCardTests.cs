using System.Net.Http.Json;
using System.Text.Json;
using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using CdpStudio.Web.Messaging;
using CdpStudio.Web.Messaging.Sent;
using CdpStudio.Web.Tests.Quarantine;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Messaging;

/// <summary>What a person was written, on their page.</summary>
public sealed class MessagesCardTests : BunitContext, IClassFixture<StudioApp>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly StudioApp _app;

    public MessagesCardTests(StudioApp app)
    {
        _app = app;
        using (app.CreateClient())
        {
            // The product starts with its first client.
        }

        Services.AddFallbackServiceProvider(app.Services.CreateScope().ServiceProvider);
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.AddAuthorization().SetAuthorized("Linh").SetPolicies(Permission.ReadCampaigns);
    }

    [Fact]
    public async Task Messages_OfNobodyWhoWasWrittenTo_SaysSo()
    {
        var person = await PersonAsync();

        var card = Render<MessagesCard>(p => p.Add(c => c.Profile, person));

        card.WaitForAssertion(() => Assert.Contains("Nothing was sent to this person yet.", card.Markup, StringComparison.Ordinal), s_patience);
    }

    [Fact]
    public async Task Messages_SaySubjectStateAndWhy_AndShowTheMailInAFrame()
    {
        var person = await PersonAsync();
        var number = await CampaignAsync("Spring & more");
        await SaveAsync(Send(person, number, SendState.Sent), Send(person, 999_999, SendState.Skipped, SendReason.Unsubscribed));

        var card = Render<MessagesCard>(p => p.Add(c => c.Profile, person));

        card.WaitForElements(".messages li", s_patience);
        var (gone, sent) = (card.FindAll(".messages li")[0].TextContent, card.FindAll(".messages li")[1]);
        Assert.Contains("The campaign or journey that sent it is gone.", gone, StringComparison.Ordinal);
        Assert.Contains("do not want e-mail", gone, StringComparison.Ordinal);
        Assert.Contains("New kilims", sent.TextContent, StringComparison.Ordinal);
        Assert.Contains("Campaign Spring & more", sent.TextContent, StringComparison.Ordinal);
        Assert.Contains("because they were in the segment ‘club’", sent.TextContent, StringComparison.Ordinal);

        await card.Find("button").ClickAsync(new MouseEventArgs());
        card.WaitForElement("iframe", s_patience);
        Assert.Contains("with what is known of the person now", card.Markup, StringComparison.Ordinal);
        Assert.Contains("Dear Ann", _app.Services.GetRequiredService<MailDocuments>().Find(card.Find("iframe").GetAttribute("src")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_ThatTheTrapHolds_AreShownAsTheyWere()
    {
        var person = await PersonAsync();
        var number = await CampaignAsync("Trapped");
        var send = Send(person, number, SendState.Sent);
        await SaveAsync(send);
        await SaveAsync(new TrappedMail { Send = send.Id, At = DateTimeOffset.UnixEpoch, From = "a@kilim.example", To = "b@x.org", Subject = "Then", Html = "<p>As it was</p>", Text = "", Headers = "" });

        var card = Render<MessagesCard>(p => p.Add(c => c.Profile, person));
        card.WaitForElement("button", s_patience);
        await card.Find("button").ClickAsync(new MouseEventArgs());

        card.WaitForAssertion(() => Assert.Contains("As it was caught by the mail trap.", card.Markup, StringComparison.Ordinal), s_patience);
        Assert.Equal("<p>As it was</p>", _app.Services.GetRequiredService<MailDocuments>().Find(card.Find("iframe").GetAttribute("src")!));
    }

    [Fact]
    public async Task Messages_MoreThanFit_ComeWhenAskedFor()
    {
        var person = await PersonAsync();
        await SaveAsync([.. Enumerable.Range(1, 8).Select(i => Send(person, 1_000_000 + i, SendState.Sent))]);

        var card = Render<MessagesCard>(p => p.Add(c => c.Profile, person));
        card.WaitForAssertion(() => Assert.Equal(5, card.FindAll(".messages li").Count), s_patience);
        await card.Find(".more button").ClickAsync(new MouseEventArgs());

        card.WaitForAssertion(() => Assert.Equal(8, card.FindAll(".messages li").Count), s_patience);
        Assert.Empty(card.FindAll(".more"));
    }

    private static Send Send(ProfileId person, long campaign, SendState state, SendReason? reason = null) => new()
    {
        Owner = SendOwner.Campaign, OwnerId = campaign, Visit = 0, Profile = person, Address = "ann@mail.example", State = state, Reason = reason, DueAt = 1, ChangedAt = 1,
    };

    private Task SaveAsync(params object[] rows) => _app.Services.GetRequiredService<IWriteQueue>().WriteAsync(
        WritePriority.Interactive,
        (db, _) =>
        {
            db.AddRange(rows);
            return Task.CompletedTask;
        },
        default);

    private async Task<ProfileId> PersonAsync()
    {
        var user = $"customer-{Guid.NewGuid():N}";
        await new QuarantinedStudio(_app).SourceWithAsync($$"""{"type":"identify","messageId":"{{user}}","userId":"{{user}}","traits":{"firstName":"Ann"} }""");
        var directory = _app.Services.GetRequiredService<IProfileDirectory>();
        await QuarantinedStudio.UntilAsync(() => Task.FromResult(directory.Find(new Identifier(IdentifierNamespace.UserId, user)) is not null));
        return directory.Find(new Identifier(IdentifierNamespace.UserId, user))!.Value;
    }

    private async Task<long> CampaignAsync(string name)
    {
        using var program = _app.Program(StudioApp.ApiKey);
        var body = new
        {
            name,
            content = new { version = 1, subject = "New kilims", preheader = "", heading = "Dear {{firstName|you}}", text = "They have come.", footer = "You asked." },
            audience = new { version = 1, segment = "club", without = Array.Empty<string>() },
        };
        using var answer = await program.PostAsJsonAsync("/api/v1/campaigns", body);
        answer.EnsureSuccessStatusCode();
        var id = new CampaignId((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid());
        await using var db = await _app.Services.GetRequiredService<IDbContextFactory<StudioDbContext>>().CreateDbContextAsync();
        return (await db.Campaigns.SingleAsync(c => c.Id == id)).Number.Value;
    }
}
