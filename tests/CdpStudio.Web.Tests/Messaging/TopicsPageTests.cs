using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Web.Components;
using CdpStudio.Web.Messaging;
using CdpStudio.Web.Messaging.Topics;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Messaging;

public sealed class TopicsPageTests : BunitContext, IClassFixture<StudioApp>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly StudioApp _app;

    public TopicsPageTests(StudioApp app)
    {
        _app = app;
        using (app.CreateClient())
        {
            // The product starts with its first client.
        }

        Services.AddFallbackServiceProvider(app.Services.CreateScope().ServiceProvider);
        Services.AddSingleton(new ToastList());
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.AddAuthorization().SetAuthorized("Linh").SetPolicies(Permission.WriteWorkspace);
    }

    private CurrentTopics Topics => _app.Services.GetRequiredService<CurrentTopics>();

    [Fact]
    public async Task Topic_MadeAndPutAway_IsOfferedInMailsUntilThen()
    {
        var page = Render<TopicsPage>();
        await page.FindAll("button")[0].ClickAsync(new MouseEventArgs());
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Give it a name", page.Markup, StringComparison.Ordinal), s_patience);

        await page.FindAll("form input")[0].ChangeAsync(new ChangeEventArgs { Value = "Öl & Tee" });
        await page.Find("form input[lang=vi]").ChangeAsync(new ChangeEventArgs { Value = "Dầu và trà" });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("ol-tee", page.Find("table").TextContent, StringComparison.Ordinal), s_patience);
        Assert.Equal("Dầu và trà", Topics.NameOf("ol-tee", "vi"));
        Assert.Contains("ol-tee", Offered(""));

        await page.Find("button[aria-label='Edit ‘Öl & Tee’']").ClickAsync(new MouseEventArgs());
        await page.Find("form input[type=checkbox]").ChangeAsync(new ChangeEventArgs { Value = true });
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Put away", page.Find("table").TextContent, StringComparison.Ordinal), s_patience);
        Assert.DoesNotContain("ol-tee", Offered(""));
        Assert.Contains("ol-tee", Offered("ol-tee"));
    }

    [Fact]
    public async Task Form_WhereATopicAndAPurposeAreChosen_TellsThem()
    {
        await _app.Services.GetRequiredService<SaveTopicHandler>().HandleAsync(
            new SaveTopic("news", "News", "", new Dictionary<string, string>(), IsArchived: false, "Linh"), default);
        ContentChange? told = null;
        var form = Render<ContentForm>(p => p.Add(f => f.Content, MessageContent.Empty).Add(f => f.OnChange, change => told = change));

        await form.FindAll("select")[0].ChangeAsync(new ChangeEventArgs { Value = "news" });
        Assert.Equal(new ContentChange(MessageContent.Empty with { Topic = "news" }, null), told);
        await form.FindAll("select")[1].ChangeAsync(new ChangeEventArgs { Value = "service" });
        Assert.Equal(new ContentChange(MessageContent.Empty with { Purpose = "service" }, null), told);
    }

    /// <summary>Keys that a mail about <paramref name="topic"/> can choose.</summary>
    private IEnumerable<string> Offered(string topic) =>
        Render<ContentForm>(p => p.Add(f => f.Content, MessageContent.Empty with { Topic = topic })).FindAll("select")[0].QuerySelectorAll("option").Select(o => o.GetAttribute("value")!);
}
