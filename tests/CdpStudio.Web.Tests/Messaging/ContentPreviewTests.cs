using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Web.Messaging;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Messaging;

/// <summary>A mail as it is written, in every state that the preview has.</summary>
public sealed class ContentPreviewTests : BunitContext, IClassFixture<StudioApp>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private static readonly MessageContent s_hello = MessageContent.Empty with { Subject = "Hello", Preheader = "Before it is gone", Text = "Spring is here." };

    private readonly BunitAuthorizationContext _session;

    public ContentPreviewTests(StudioApp app)
    {
        using (app.CreateClient())
        {
            // The product starts with its first client.
        }

        Services.AddFallbackServiceProvider(app.Services.CreateScope().ServiceProvider);
        JSInterop.Mode = JSRuntimeMode.Loose;
        _session = this.AddAuthorization().SetAuthorized("Linh").SetPolicies(Permission.ReadProfiles);
    }

    [Fact]
    public void Mail_ForNobodyInParticular_ShowsItsLinesAndADocumentThatMayRunNothing()
    {
        var preview = Preview(s_hello);

        preview.WaitForAssertion(() => Assert.Equal("Hello", preview.Find(".line b").TextContent), s_patience);
        Assert.Contains("Before it is gone", preview.Find(".line").TextContent, StringComparison.Ordinal);
        Assert.Contains("As for somebody of whom nothing is known.", preview.Markup, StringComparison.Ordinal);
        Assert.Equal("", preview.Find("iframe").GetAttribute("sandbox"));
    }

    [Fact]
    public async Task View_Chosen_ShowsTheMailSo()
    {
        var preview = Preview(s_hello);
        preview.WaitForElement("iframe", s_patience);
        Assert.NotNull(preview.Find(".mail.phone"));
        var phone = preview.Find("iframe").GetAttribute("src");

        await ViewAsync(preview, "Dark");
        Assert.NotEqual(phone, preview.Find("iframe").GetAttribute("src"));
        Assert.Contains("darken mails", preview.Markup, StringComparison.Ordinal);

        await ViewAsync(preview, "Text");
        Assert.Contains("Spring is here.", preview.Find("pre").TextContent, StringComparison.Ordinal);
        Assert.Empty(preview.FindAll("iframe"));

        await ViewAsync(preview, "Wide");
        Assert.NotNull(preview.Find(".mail.wide iframe"));
    }

    [Fact]
    public void Mail_WithoutASubject_AsksForOne()
    {
        var preview = Preview(s_hello with { Subject = "" });

        preview.WaitForAssertion(() => Assert.Contains("Write a subject to see the mail.", preview.Markup, StringComparison.Ordinal), s_patience);
        Assert.Empty(preview.FindAll("iframe"));
    }

    [Fact]
    public void Mail_ThatLacksAValue_SaysWhichAndThatItIsSkipped()
    {
        var preview = Preview(s_hello with { Subject = "Hello {{firstName}}" });

        preview.WaitForAssertion(() => Assert.Contains("firstName", preview.Find(".note").TextContent, StringComparison.Ordinal), s_patience);
        Assert.Contains("skipped", preview.Find(".note").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Content_TypedMeanwhile_IsDrawn()
    {
        var preview = Preview(s_hello);
        preview.WaitForElement("iframe", s_patience);

        preview.Render(p => p.Add(c => c.Content, s_hello with { Subject = "Hello again" }));

        preview.WaitForAssertion(() => Assert.Equal("Hello again", preview.Find(".line b").TextContent), s_patience);
    }

    [Fact]
    public void Person_OfAChooser_IsWaitedForAndToldOn()
    {
        var told = new List<ProfileId?>();
        var pick = default(EventCallback<ProfileId?>);
        var preview = Render<ContentPreview>(p => p
            .Add(c => c.Content, s_hello)
            .Add(c => c.OnPerson, told.Add)
            .Add(c => c.Who, callback =>
            {
                pick = callback;
                return builder => builder.AddMarkupContent(0, "<p>choose</p>");
            }));
        preview.WaitForAssertion(() => Assert.Contains("choose", preview.Markup, StringComparison.Ordinal), s_patience);
        Assert.Empty(preview.FindAll("iframe"));

        preview.InvokeAsync(() => pick.InvokeAsync(null));

        preview.WaitForElement("iframe", s_patience);
        Assert.Equal([null], told);
    }

    [Fact]
    public void Reader_WhoMayNotSeePeople_SeesTheMailForSomebodyUnknownAndNoChooser()
    {
        _session.SetPolicies(Permission.ReadJourneys);

        var preview = Render<ContentPreview>(p => p.Add(c => c.Content, s_hello).Add(c => c.Who, _ => builder => builder.AddMarkupContent(0, "<p>choose</p>")));

        preview.WaitForElement("iframe", s_patience);
        Assert.DoesNotContain("choose", preview.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<ContentPreview> Preview(MessageContent content) => Render<ContentPreview>(p => p.Add(c => c.Content, content));

    private static Task ViewAsync(IRenderedComponent<ContentPreview> preview, string name) =>
        preview.FindAll(".views button").Single(b => b.TextContent == name).ClickAsync(new());
}
