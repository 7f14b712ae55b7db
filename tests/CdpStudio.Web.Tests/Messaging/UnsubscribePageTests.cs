using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using CdpStudio.Web.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Messaging;

/// <summary>The link in every mail, as strangers, robots and mail scanners use it.</summary>
public sealed class UnsubscribePageTests(StudioApp app) : IClassFixture<StudioApp>
{
    private const string Topic = "newsletter";

    private static int s_profiles = 1000;

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Look_ByAScanner_ChangesNothingAndSetsNoCookie(string method)
    {
        using var stranger = app.Browser();
        var send = await SendAsync();

        for (var i = 0; i < 3; i++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), Link(send));
            using var answer = await stranger.SendAsync(request);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            Assert.True(answer.Headers.CacheControl!.NoStore);
        }

        Assert.Empty(await ChangesAsync(send));
    }

    [Fact]
    public async Task OneClick_FromAnywhereTwice_UnsubscribesOnceWithoutARedirectAndSoon()
    {
        using var robot = app.Browser();
        var send = await SendAsync();
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Link(send))
            {
                Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" }),
            };
            request.Headers.Add("Origin", "https://mail.elsewhere.example");
            request.Headers.Add("Sec-Fetch-Site", "cross-site");
            request.Headers.Add("Cookie", "CdpStudio.Session=nonsense");
            var started = Stopwatch.GetTimestamp();
            using var answer = await robot.SendAsync(request);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
        }

        var change = Assert.Single(await ChangesAsync(send));
        Assert.Equal((ConsentState.Unsubscribed, "one-click", ""), (change.State, change.Proof, change.By));
    }

    [Fact]
    public async Task Button_OnThePage_UnsubscribesAndTheNextOneTakesItBack()
    {
        using var stranger = app.Browser();
        var send = await SendAsync();

        var page = await stranger.GetStringAsync(Link(send));
        using var unsubscribed = await stranger.PostAsync(Link(send), new FormUrlEncodedContent([]));
        var after = await unsubscribed.Content.ReadAsStringAsync();
        using var subscribed = await stranger.PostAsync(Link(send), new FormUrlEncodedContent([new("action", "subscribe")]));

        Assert.Contains("<form method=\"post\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@example.com", page, StringComparison.Ordinal);
        Assert.Contains("You are unsubscribed", after, StringComparison.Ordinal);
        Assert.Contains("name=\"action\" value=\"subscribe\"", after, StringComparison.Ordinal);
        Assert.Contains("You are subscribed", await subscribed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal([ConsentState.Unsubscribed, ConsentState.Subscribed], (await ChangesAsync(send)).Select(c => c.State));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("nonsense")]
    public async Task Post_WithABodyOfAnyKind_StillUnsubscribes(string type)
    {
        using var robot = app.Browser();
        var send = await SendAsync();
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes("%%%"));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var answer = await robot.PostAsync(Link(send), content);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Single(await ChangesAsync(send));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("%3Cscript%3E")]
    public async Task Link_ThatIsNone_SaysSoAndDisclosesNothing(string token)
    {
        using var stranger = app.Browser();

        using var look = await stranger.GetAsync("/u/" + token);
        using var post = await stranger.PostAsync("/u/" + token, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));

        Assert.Equal(HttpStatusCode.NotFound, look.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, post.StatusCode);
        var page = await look.Content.ReadAsStringAsync();
        Assert.Contains("This link is not complete", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_OfATestMail_Works()
    {
        using var stranger = app.Browser();
        var token = app.Services.GetRequiredService<UnsubscribeLinks>().Token(UnsubscribeLinks.Test);

        using var look = await stranger.GetAsync("/u/" + token);
        using var post = await stranger.PostAsync("/u/" + token, new FormUrlEncodedContent([]));

        Assert.Equal(HttpStatusCode.OK, look.StatusCode);
        Assert.Contains("This was a test mail", await post.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private string Link(Send send) => "/u/" + app.Services.GetRequiredService<UnsubscribeLinks>().Token(send.Id);

    [Fact]
    public async Task OneClick_OfSomebodyWithAnAddress_IsSeenByRulesAtOnce()
    {
        using var program = app.Program(StudioApp.ApiKey);
        using var made = await program.PostAsync("/api/v1/sources", Json("""{"name":"Unsubscribing","kind":"http"}"""));
        using var shop = app.Program((string)(await JsonNode.ParseAsync(await made.Content.ReadAsStreamAsync()))!["writeKey"]!);
        (await shop.PostAsync("/v1/identify", Json("""{"userId":"leaver","traits":{"email":"leaver@example.com"}}"""))).EnsureSuccessStatusCode();
        var engine = app.Services.GetRequiredService<IAudienceEngine>();
        var directory = app.Services.GetRequiredService<IProfileDirectory>();
        ProfileId? person = null;
        for (var position = engine.Position; (person = directory.Find(new Identifier(IdentifierNamespace.Email, "leaver@example.com"))) is null; position++)
            await engine.WaitAsync(position + 1, default);
        Assert.Equal((1, 0), await CountsAsync(program));

        var send = await SendAsync(person.Value);
        using var robot = app.Browser();
        using var answer = await robot.PostAsync(Link(send), new FormUrlEncodedContent(new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" }));

        Assert.Equal((0, 1), await CountsAsync(program));
    }

    /// <summary>Reachable and unsubscribed, of the one person who has that address.</summary>
    private static async Task<(int Reachable, int Unsubscribed)> CountsAsync(HttpClient program)
    {
        async Task<int> CountAsync(string condition)
        {
            var rule = $$$"""{"rule":{"all":[{"identifier":"email","op":"eq","value":"leaver@example.com"},{{{condition}}}]}}""";
            using var answer = await program.PostAsync("/api/v1/audience/count", Json(rule));
            return (int)(await JsonNode.ParseAsync(await answer.Content.ReadAsStreamAsync()))!["count"]!;
        }

        return (await CountAsync("""{"reachable":"email"}"""), await CountAsync("""{"consent":"email","is":"unsubscribed"}"""));
    }

    [Fact]
    public async Task OneClick_OfAMailWithATopic_LeavesTheTopicAlone()
    {
        await SaveTopicAsync();
        using var robot = app.Browser();
        var send = await SendAsync(topic: Topic);

        using var answer = await robot.PostAsync(Link(send), new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));

        var change = Assert.Single(await ChangesAsync(send));
        Assert.Equal((Topic, "", ConsentState.Unsubscribed, "one-click", "link"), (change.Topic, change.Purpose, change.State, change.Proof, change.Source));
    }

    [Fact]
    public async Task Page_OfAMailWithATopic_OffersTheTopicInTheReadersWordsAndEverything()
    {
        await SaveTopicAsync();
        using var stranger = app.Browser();
        stranger.DefaultRequestHeaders.AcceptLanguage.ParseAdd("vi");
        var send = await SendAsync(topic: Topic);

        var page = await stranger.GetStringAsync(Link(send));
        using var all = await stranger.PostAsync(Link(send), new FormUrlEncodedContent([new("scope", "all")]));
        using var again = await stranger.PostAsync(Link(send), new FormUrlEncodedContent([new("action", "subscribe"), new("scope", "all")]));

        Assert.Contains("Không nhận thêm “Bản tin”", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("name=\"scope\" value=\"topic\"", page, StringComparison.Ordinal);
        Assert.Contains("name=\"scope\" value=\"all\"", page, StringComparison.Ordinal);
        Assert.Equal(
            [("", ConsentState.Unsubscribed), ("", ConsentState.Subscribed)], (await ChangesAsync(send)).Select(c => (c.Topic, c.State)));
    }

    [Fact]
    public async Task SubscribeAgain_ToATopicWhileEverythingIsRefused_LeadsToTheChoices()
    {
        await SaveTopicAsync();
        using var stranger = app.Browser();
        var send = await SendAsync(topic: Topic);
        using var all = await stranger.PostAsync(Link(send), new FormUrlEncodedContent([new("scope", "all")]));

        using var again = await stranger.PostAsync(Link(send), new FormUrlEncodedContent([new("action", "subscribe"), new("scope", "topic")]));

        Assert.Equal((HttpStatusCode.Redirect, Link(send) + "/choices"), (again.StatusCode, again.Headers.Location?.OriginalString));
        var choices = await stranger.GetStringAsync(again.Headers.Location);
        Assert.Contains("value=\"Nothing\" checked", choices, StringComparison.Ordinal);
        Assert.Equal(ConsentState.Subscribed, (await ChangesAsync(send)).Single(c => c.Topic == Topic).State);
    }

    [Fact]
    public async Task Choices_Looked_ChangeNothingAndSavedHoldWhatWasChosen()
    {
        await SaveTopicAsync();
        using var stranger = app.Browser();
        var send = await SendAsync();

        var page = await stranger.GetStringAsync(Link(send) + "/choices");
        using var nonsense = await stranger.PostAsync(Link(send) + "/choices", new FormUrlEncodedContent([new("wish", "99")]));
        Assert.Empty(await ChangesAsync(send));
        using var saved = await stranger.PostAsync(
            Link(send) + "/choices", new FormUrlEncodedContent([new("wish", "ServiceOnly"), new("offered", Topic), new("offered", "nothing")]));

        Assert.DoesNotContain("@example.com", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"name=\"topic\" value=\"{Topic}\" checked", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, nonsense.StatusCode);
        Assert.Contains("Saved.", await saved.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(
            [("", "marketing", "page"), (Topic, "", "page")],
            (await ChangesAsync(send)).Where(c => c.State == ConsentState.Unsubscribed).Select(c => (c.Topic, c.Purpose, c.Proof)));
        using var topicsAlone = await stranger.PostAsync(Link(send) + "/choices", new FormUrlEncodedContent([new("offered", Topic), new("topic", Topic)]));
        Assert.Contains("value=\"ServiceOnly\" checked", await topicsAlone.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((Topic, ConsentState.Subscribed), (await ChangesAsync(send)).Where(c => c.Topic == Topic).Select(c => (c.Topic, c.State)).Last());
        using var unknown = await stranger.GetAsync("/u/nonsense/choices");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private Task SaveTopicAsync() => app.Services.GetRequiredService<SaveTopicHandler>().HandleAsync(
        new SaveTopic(Topic, "Newsletter", "Once a month", new Dictionary<string, string> { ["vi"] = "Bản tin" }, IsArchived: false, "Linh"), default);

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private async Task<Send> SendAsync(ProfileId? profile = null, string topic = "")
    {
        var number = Interlocked.Increment(ref s_profiles);
        var send = new Send
        {
            Owner = SendOwner.Campaign, OwnerId = 1, Visit = 0, Profile = profile ?? new ProfileId(number), Address = $"p{number}@example.com",
            AddressHash = $"hash-{number}", Topic = topic, State = SendState.Sent, DueAt = 0, ChangedAt = 0,
        };
        await app.Services.GetRequiredService<IWriteQueue>().WriteAsync(
            WritePriority.Interactive,
            (db, _) =>
            {
                db.Sends.Add(send);
                return Task.CompletedTask;
            },
            default);
        return send;
    }

    private async Task<IReadOnlyList<ConsentChange>> ChangesAsync(Send send)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<StudioDbContext>>().CreateDbContextAsync();
        return await db.ConsentChanges.Where(c => c.Address == send.AddressHash).OrderBy(c => c.Id).ToListAsync();
    }
}
