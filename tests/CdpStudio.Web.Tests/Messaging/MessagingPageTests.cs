using AngleSharp.Dom;
using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Consent;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Persistence;
using CdpStudio.Web.Components;
using CdpStudio.Web.Messaging;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Messaging;

/// <summary>The pages of this folder over a running product's parts.</summary>
public sealed class MessagingPageTests : BunitContext, IClassFixture<StudioApp>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly StudioApp _app;

    public MessagingPageTests(StudioApp app)
    {
        _app = app;
        using (app.CreateClient())
        {
            // The product starts with its first client.
        }

        Services.AddFallbackServiceProvider(app.Services.CreateScope().ServiceProvider);
        Services.AddSingleton(new ToastList());
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.AddAuthorization().SetAuthorized("Linh").SetPolicies(Permission.ManageEmail, Permission.WriteConsents)
            .SetClaims(new System.Security.Claims.Claim(System.Security.Claims.ClaimTypes.NameIdentifier, Guid.NewGuid().ToString()));
    }

    [Fact]
    public async Task Email_SavedWithoutAnAddressForAServer_SaysWhatIsMissingAndSavesNothing()
    {
        var page = Render<EmailPage>();
        page.WaitForElement("form", s_patience);

        await Input(page, "Mail server").ChangeAsync(new ChangeEventArgs { Value = "smtp.example.com" });
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Write a whole address, such as news@example.com.", page.Markup, StringComparison.Ordinal), s_patience);
        Assert.Contains("Write your postal address", page.Markup, StringComparison.Ordinal);
        Assert.Null((await _app.Services.GetRequiredService<EmailSettingsView>().ReadAsync(default)).Host);
    }

    [Fact]
    public async Task Email_APasswordThatIsStored_IsNeverShown()
    {
        await _app.Services.GetRequiredService<ChangeEmailSettingsHandler>().HandleAsync(
            new("smtp.example.com", 587, true, "ann", "s3cret-word", "Kilim", "news@kilim.example", "", "1 Weaver Street", "https://cdp.example", 8, "Linh"), default);

        var page = Render<EmailPage>();
        page.WaitForElement("form", s_patience);

        Assert.DoesNotContain("s3cret-word", page.Markup, StringComparison.Ordinal);
        Assert.Equal("", Input(page, "Password").GetAttribute("value") ?? "");
        Assert.Contains("One is stored.", page.Markup, StringComparison.Ordinal);
        await _app.Services.GetRequiredService<ChangeEmailSettingsHandler>().HandleAsync(
            new("", 587, true, "", null, "", "", "", "", "", 8, "Linh"), default);
    }

    [Fact]
    public void Frame_OfAMail_MayRunNothing()
    {
        var frame = Render<MailFrame>(p => p.Add(f => f.Html, "<p>x</p>").Add(f => f.Title, "A mail"));

        Assert.Equal("", frame.Find("iframe").GetAttribute("sandbox"));
        Assert.StartsWith("mail-previews/", frame.Find("iframe").GetAttribute("src"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frame_ThatShowsTheNextMail_IsStillAnsweredWhenItAsksForTheOneBefore()
    {
        using var reader = await _app.SignedInAsync();
        var frame = Render<MailFrame>(p => p.Add(f => f.Html, "<p>H</p>").Add(f => f.Title, "A mail"));
        var first = frame.Find("iframe").GetAttribute("src");

        frame.Render(p => p.Add(f => f.Html, "<p>Hi</p>"));
        using var before = await reader.GetAsync("/" + first);
        using var now = await reader.GetAsync("/" + frame.Find("iframe").GetAttribute("src"));

        Assert.Equal("<p>H</p>", await before.Content.ReadAsStringAsync());
        Assert.Equal("<p>Hi</p>", await now.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Trap_Empty_SaysHowItFillsAndOneMailShowsItsParts()
    {
        await _app.Services.GetRequiredService<TrappedMailList>().ClearAsync(default);
        var empty = Render<MailTrapPage>();
        empty.WaitForAssertion(() => Assert.Contains("Nothing in the trap", empty.Markup, StringComparison.Ordinal), s_patience);

        await _app.Services.GetRequiredService<IWriteQueue>().WriteAsync(
            WritePriority.Interactive,
            (db, _) =>
            {
                db.TrappedMails.Add(new TrappedMail
                {
                    At = DateTimeOffset.UnixEpoch, From = "Kilim <news@kilim.example>", To = "ann@example.com", Subject = "<script>alert(1)</script>",
                    Html = "<p>Hi</p>", Text = "Hi there", Headers = "Message-ID: <x@kilim.example>",
                });
                return Task.CompletedTask;
            },
            default);
        var list = Render<MailTrapPage>();
        list.WaitForElement("table", s_patience);
        Assert.Contains("&lt;script&gt;", list.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", list.Markup, StringComparison.Ordinal);

        Services.GetRequiredService<NavigationManager>().NavigateTo(list.Find("tbody a").GetAttribute("href")! + "&tab=text");
        var open = Render<MailTrapPage>();
        open.WaitForAssertion(() => Assert.Equal("Hi there", open.Find("pre").TextContent), s_patience);
    }

    [Fact]
    public async Task Consent_RecordedByAPerson_ShowsAtOnceWhoAndHow()
    {
        var directory = new OnePerson();
        Services.AddSingleton<IProfileDirectory>(directory);
        Services.AddSingleton(provider => new MailboxBook(directory, _app.Services.GetRequiredService<AddressSecret>()));
        Services.AddSingleton(_app.Services.GetRequiredService<IDbContextFactory<StudioDbContext>>());
        Services.AddSingleton(_app.Services.GetRequiredService<IWriteQueue>());
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(_app.Services.GetRequiredService<CurrentTopics>());
        Services.AddSingleton(_app.Services.GetRequiredService<CurrentWorkspace>());
        Services.AddSingleton<ProfileConsents>();
        Services.AddClearSight().AddScoped<SeenConsents>();
        Services.AddSingleton<ChangeConsentHandler>();
        var card = Render<ConsentCard>(p => p.Add(c => c.Profile, directory.Person));
        card.WaitForAssertion(() => Assert.Contains("Nothing said", card.Markup, StringComparison.Ordinal), s_patience);

        await card.Find("button").ClickAsync(new MouseEventArgs());
        await card.FindAll("dialog select")[2].ChangeAsync(new ChangeEventArgs { Value = "writing" });
        await card.Find("dialog input[type=text]").ChangeAsync(new ChangeEventArgs { Value = "Letter of 3 May" });
        await card.FindAll("dialog button")[^1].ClickAsync(new MouseEventArgs());

        card.WaitForAssertion(() => Assert.Contains("Unsubscribed", card.Find(".chip").TextContent, StringComparison.Ordinal), s_patience);
        Assert.Contains("in writing, recorded by Linh", card.Find(".history").TextContent, StringComparison.Ordinal);
        Assert.Contains("Letter of 3 May", card.Find(".history").TextContent, StringComparison.Ordinal);

        // Another one, on a topic.
        await _app.Services.GetRequiredService<SaveTopicHandler>().HandleAsync(
            new SaveTopic("newsletter", "Newsletter", "", new Dictionary<string, string>(), IsArchived: false, "Linh"), default);
        card.Render(p => p.Add(c => c.Profile, directory.Person));
        card.WaitForAssertion(() => Assert.Contains("Newsletter", card.Find(".channels").TextContent, StringComparison.Ordinal), s_patience);
        await card.Find("button[aria-label='Change: Newsletter']").ClickAsync(new MouseEventArgs());
        await card.FindAll("dialog select")[1].ChangeAsync(new ChangeEventArgs { Value = nameof(ConsentState.Subscribed) });
        await card.FindAll("dialog button")[^1].ClickAsync(new MouseEventArgs());

        card.WaitForAssertion(() => Assert.Equal(["Unsubscribed", "Subscribed"], card.FindAll(".chip").Select(c => c.TextContent.Trim())), s_patience);
    }

    private static IElement Input(IRenderedComponent<EmailPage> page, string label)
    {
        var id = page.FindAll("label").First(l => l.TextContent.StartsWith(label, StringComparison.Ordinal)).GetAttribute("for");
        return page.Find($"#{id}");
    }
}
