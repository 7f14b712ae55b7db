using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using CdpStudio.Web.Campaigns;
using CdpStudio.Web.Components;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Campaigns;

/// <summary>The pages of campaigns over a running product's parts.</summary>
public sealed class CampaignPageTests : BunitContext, IClassFixture<StudioApp>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private static readonly string[] s_all = [Permission.ReadCampaigns, Permission.WriteCampaigns, Permission.SendCampaigns, Permission.QueryAudience, Permission.ReadProfiles];

    private readonly StudioApp _app;
    private readonly BunitAuthorizationContext _session;

    public CampaignPageTests(StudioApp app)
    {
        _app = app;
        using (app.CreateClient())
        {
            // The product starts with its first client.
        }

        Services.AddFallbackServiceProvider(app.Services.CreateScope().ServiceProvider);
        Services.AddSingleton(new ToastList());
        Services.AddScoped<PageAddress>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        _session = this.AddAuthorization().SetAuthorized("Linh").SetPolicies(s_all)
            .SetClaims(new System.Security.Claims.Claim(System.Security.Claims.ClaimTypes.NameIdentifier, UserId().ToString()));
    }

    [Fact]
    public async Task Draft_WithoutASegment_CannotBeSentAndSaysWhatIsMissing()
    {
        var page = await OpenAsync(await DraftAsync(), "send");

        page.WaitForAssertion(() => Assert.Contains("Choose a segment.", page.Markup, StringComparison.Ordinal), s_patience);
        Assert.True(Button(page, "Send").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Results_OfWhatWasNotSent_OfferTheDemo()
    {
        _session.SetPolicies([.. s_all, Permission.WriteWorkspace]);

        var page = await OpenAsync(await DraftAsync(), "results");

        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".empty button"), b => b.TextContent.Contains("Explore with demo data", StringComparison.Ordinal)), s_patience);
    }

    [Fact]
    public async Task Draft_ForSomebodyWhoMayOnlyLook_HasNothingToChange()
    {
        _session.SetPolicies(Permission.ReadCampaigns);

        var page = await OpenAsync(await DraftAsync(), tab: null);

        page.WaitForAssertion(() => Assert.Contains("Your role can look at the message but not change it.", page.Markup, StringComparison.Ordinal), s_patience);
        Assert.Empty(page.FindAll("input, textarea"));
        Assert.DoesNotContain("Send me a test", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scheduled_WithinTheMinute_CountsAndUndoMakesItADraft()
    {
        var id = await DraftAsync();
        await SetAsync(id, CampaignState.Scheduled, sendAt: TimeProvider.System.GetUtcNow().AddSeconds(55));

        var page = await OpenAsync(id, tab: null);
        page.WaitForAssertion(() => Assert.Contains("Nothing has left yet.", page.Find("[role=timer]").TextContent, StringComparison.Ordinal), s_patience);
        await Button(page, "Undo").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=timer]")), s_patience);
        Assert.Equal(CampaignState.Draft, (await ReadAsync(id)).State);
    }

    [Theory]
    [InlineData("Linh", 1)]
    [InlineData("somebody else", 0)]
    public async Task Scheduled_ByTheReader_PutsTheFocusOnUndo(string by, int focused)
    {
        var row = await Services.GetRequiredService<CampaignList>().ReadAsync(await DraftAsync(), default);
        var bar = Render<CountdownBar>(p => p.Add(b => b.Row, row!).Add(b => b.By, "Linh")); // drafted above

        var sendAt = TimeProvider.System.GetUtcNow().AddSeconds(55);
        bar.Render(p => p.Add(b => b.Row, row! with { State = CampaignState.Scheduled, SendAt = sendAt, ChangedBy = by }));

        Assert.Equal(focused, JSInterop.Invocations.Count(i => i.Identifier == "Blazor._internal.domWrapper.focus"));
    }

    [Fact]
    public async Task Late_SaysWhyAndGoesBackToDraftOnAPersonsWord()
    {
        var id = await DraftAsync();
        await SetAsync(id, CampaignState.Paused, sendAt: TimeProvider.System.GetUtcNow().AddDays(-1), reason: PauseReasons.Late);

        var page = await OpenAsync(id, tab: null);
        page.WaitForAssertion(() => Assert.Contains("It was due while nothing could be sent here.", page.Markup, StringComparison.Ordinal), s_patience);
        await Button(page, "Back to draft").ClickAsync(new());

        page.WaitForAssertion(() => Assert.DoesNotContain("It was due while", page.Markup, StringComparison.Ordinal), s_patience);
        Assert.Equal(CampaignState.Draft, (await ReadAsync(id)).State);
    }

    [Fact]
    public async Task Paused_ForAServerThatIsAway_SaysSoInTheReadersLanguageWithTheServersWords()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("vi");
        var id = await DraftAsync();
        await SetAsync(id, CampaignState.Paused, sendAt: TimeProvider.System.GetUtcNow(), reason: PauseReasons.ServerAway("421 4.3.2 busy"));

        var page = await OpenAsync(id, tab: null);

        page.WaitForAssertion(() => Assert.Contains("Máy chủ thư thất bại", page.Markup, StringComparison.Ordinal), s_patience);
        Assert.Contains("421 4.3.2 busy", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("in a row", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_ToAFewOverAServerThatLetsNobodyIn_SaysThatItWaitsAndWhy()
    {
        var id = await DraftAsync();
        await SetAsync(id, CampaignState.Sending, sendAt: TimeProvider.System.GetUtcNow());
        var number = (await ReadAsync(id)).Number.Value;
        await _app.Services.GetRequiredService<IWriteQueue>().WriteAsync(
            WritePriority.Interactive,
            (db, _) =>
            {
                db.Sends.Add(new Send
                {
                    Owner = SendOwner.Campaign, OwnerId = number, Visit = 0, Profile = new ProfileId(1), Address = "ann@kilim.example", State = SendState.Deferred,
                    Reason = SendReason.Unreachable, DueAt = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds(), ChangedAt = 0, ReplyCode = 535, Reply = "5.7.8 Bad password",
                });
                return Task.CompletedTask;
            },
            default);

        var page = await OpenAsync(id, tab: null);

        page.WaitForAssertion(() => Assert.Contains("The mail of 1 person waits", page.Markup, StringComparison.Ordinal), s_patience);
        Assert.Contains("5.7.8 Bad password", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_LaterAtATime_IsStillChosenAfterALookAtAnotherTab()
    {
        var id = await DraftAsync();
        var page = await OpenAsync(id, "send");
        page.WaitForElement("input[type=radio]", s_patience);
        await page.FindAll("input[type=radio]")[1].ChangeAsync(new ChangeEventArgs { Value = true });
        await page.Find("input.time").ChangeAsync(new ChangeEventArgs { Value = "14:05" });
        var chosen = page.Find("input.time").GetAttribute("value");
        Assert.Contains("05", chosen, StringComparison.Ordinal);

        Go(id, tab: null);
        page.WaitForElement("textarea", s_patience);
        Go(id, "send");

        page.WaitForElement("input.time", s_patience);
        Assert.False(page.FindAll("input[type=radio]")[0].HasAttribute("checked"));
        Assert.Equal(chosen, page.Find("input.time").GetAttribute("value"));
    }

    // What version one stored.
    [Fact]
    public void ServerReply_OfAStoredReason_IsWhatTheServerSaid() =>
        Assert.Equal("No connection.", PauseReasons.ServerReply("The mail server failed 10 times in a row. It said last: No connection."));

    [Fact]
    public async Task Typed_WhileAnotherOneSaved_IsKeptAndAsked()
    {
        var id = await DraftAsync();
        var page = await OpenAsync(id, tab: null);
        page.WaitForElement("textarea", s_patience);
        var text = page.FindComponents<LongText>().Single(t => t.Instance.Name == "text");
        await page.InvokeAsync(() => text.Instance.OnType.InvokeAsync("Mine"));
        await _app.Services.GetRequiredService<ChangeCampaignHandler>().HandleAsync(
            new ChangeCampaign(id, 1, "Dariush", Content: MessageContent.Empty with { Text = "Theirs" }), default);

        page.WaitForAssertion(() => Assert.Contains("Dariush saved this campaign while you were writing.", page.Markup, StringComparison.Ordinal), s_patience);
        Assert.Equal("Mine", text.Instance.Value);
        await Button(page, "Save mine over it").ClickAsync(new());

        page.WaitForAssertion(() => Assert.DoesNotContain("Dariush saved", page.Markup, StringComparison.Ordinal), s_patience);
        Assert.Equal("Mine", (await ReadAsync(id)).Content.Text);
    }

    [Fact]
    public async Task Results_BeforeAnythingLeft_SayHowToGetThere()
    {
        var page = await OpenAsync(await DraftAsync(), "results");

        page.WaitForAssertion(() => Assert.Contains("Nothing was sent yet", page.Markup, StringComparison.Ordinal), s_patience);
    }

    [Fact]
    public async Task List_DeletedDraft_ComesBackByUndo()
    {
        var id = await DraftAsync("To be deleted");
        var list = Render<CampaignsPage>();
        list.WaitForAssertion(() => Assert.Contains("To be deleted", list.Markup, StringComparison.Ordinal), s_patience);

        await list.Find("button[aria-label='Delete To be deleted']").ClickAsync(new());
        list.WaitForAssertion(() => Assert.DoesNotContain("Delete To be deleted", list.Markup, StringComparison.Ordinal), s_patience);

        var toast = Assert.Single(Services.GetRequiredService<ToastList>().All);
        await toast.Undo!();
        Assert.Equal("To be deleted", (await ReadAsync(id)).Name);
    }

    [Theory]
    [InlineData(1_000, "", true)]
    [InlineData(1_088, "", false)]
    [InlineData(1_088, "1088", true)]
    [InlineData(1_088, "1,088", true)]
    [InlineData(1_088, "1088 people", true)]
    [InlineData(1_088, "1089", false)]
    [InlineData(0, "", false)]
    public async Task SendBar_ManyPeople_AsksForTheirNumber(long people, string typed, bool canSend)
    {
        var desk = Services.GetRequiredService<CampaignDesk>();
        await desk.OpenAsync(await DraftAsync(), "Linh", default);
        var bar = Render<SendBar>(p => p.Add(b => b.Desk, desk).Add(b => b.When, SendTime.Now).Add(b => b.People, people).Add(b => b.By, "Linh"));

        if (typed.Length > 0) await bar.Find("input").InputAsync(new ChangeEventArgs { Value = typed });

        var button = bar.Find("button.primary");
        Assert.Equal(canSend, !button.HasAttribute("disabled"));
        Assert.Equal($"Send to {people.ToString("N0", CultureInfo.InvariantCulture)} people", button.TextContent.Trim());
    }

    private Task<IRenderedComponent<CampaignPage>> OpenAsync(CampaignId id, string? tab)
    {
        Go(id, tab);
        return Task.FromResult(Render<CampaignPage>(p => p.Add(c => c.Id, id.Value)));
    }

    private void Go(CampaignId id, string? tab) =>
        Services.GetRequiredService<NavigationManager>().NavigateTo(CampaignAddress.Of(id) + (tab is null ? "" : $"?tab={tab}"));

    private async Task<CampaignId> DraftAsync(string name = "Spring")
    {
        var made = await _app.Services.GetRequiredService<CreateCampaignHandler>().HandleAsync(
            new CreateCampaign(name, MessageContent.Empty with { Subject = "Hello", Text = "Spring is here." }, CampaignAudience.Nobody, "Linh"), default);
        return Assert.IsType<CreateCampaignResult.Created>(made).Id;
    }

    private Task SetAsync(CampaignId id, CampaignState state, DateTimeOffset sendAt, string? reason = null) => _app.Services.GetRequiredService<IWriteQueue>().WriteAsync(
        WritePriority.Interactive,
        (db, token) => db.Campaigns.Where(c => c.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.State, state).SetProperty(c => c.SendAt, sendAt).SetProperty(c => c.PauseReason, reason), token),
        default);

    private async Task<CampaignRow> ReadAsync(CampaignId id) => (await _app.Services.GetRequiredService<CampaignList>().ReadAsync(id, default))!;

    private Guid UserId()
    {
        using var db = _app.Services.GetRequiredService<IDbContextFactory<StudioDbContext>>().CreateDbContext();
        return db.Users.Select(u => u.Id).First();
    }

    private static IElement Button(IRenderedComponent<CampaignPage> page, string words) =>
        page.FindAll("button").Single(b => b.TextContent.Trim() == words);
}
