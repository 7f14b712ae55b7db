using System.Net;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Persistence;
using CdpStudio.Web.Messaging;
using CdpStudio.Web.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Messaging;

/// <summary>Mail in a frame: whatever it holds, it runs nothing and sees nothing of ours.</summary>
public sealed class MailTrapTests(StudioApp app) : IClassFixture<StudioApp>
{
    [Fact]
    public async Task TestMail_WithoutAServer_LiesInTheTrapAndItsDocumentMayDoNothing()
    {
        var sent = await app.Services.GetRequiredService<SendTestMailHandler>().HandleAsync(
            new SendTestMail(MessageContent.Empty with { Subject = "Hello", Text = "News" }, StudioApp.AdminEmail, null), default);
        Assert.True(Assert.IsType<SendTestMailResult.Tried>(sent).Trapped);
        using var administrator = await app.SignedInAsync();

        using var document = await administrator.GetAsync("/" + MailDocuments.AddressOf(await NewestAsync()));

        Assert.Equal(HttpStatusCode.OK, document.StatusCode);
        Assert.Contains("News", await document.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var policy = Assert.Single(document.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("sandbox;", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'self'", policy, StringComparison.Ordinal);
        Assert.Equal("SAMEORIGIN", Assert.Single(document.Headers.GetValues("X-Frame-Options")));
    }

    [Fact]
    public async Task Document_OfNoMail_IsNotFound()
    {
        using var administrator = await app.SignedInAsync();

        using var document = await administrator.GetAsync("/" + MailDocuments.AddressOf(4711));
        using var preview = await administrator.GetAsync("/mail-previews/unknown");

        Assert.Equal(HttpStatusCode.NotFound, document.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, preview.StatusCode);
    }

    [Fact]
    public async Task Preview_OfADraft_IsServedOnlyToPeople()
    {
        var address = "/" + app.Services.GetRequiredService<MailDocuments>().Keep("<p>Draft</p>");
        using var analyst = await app.SignedInAsync(await app.AddUserAsync(Role.Analyst));
        using var stranger = app.Browser();

        using var shown = await analyst.GetAsync(address);
        using var closed = await stranger.GetAsync(address);

        Assert.Equal("<p>Draft</p>", await shown.Content.ReadAsStringAsync());
        Assert.NotEqual(HttpStatusCode.OK, closed.StatusCode);
    }

    [Fact]
    public void Keep_ManyDrafts_ForgetsTheOldest()
    {
        var documents = new MailDocuments(TimeProvider.System);
        var addresses = Enumerable.Range(0, 600).Select(i => documents.Keep($"draft {i}")).ToList();

        Assert.Equal(600, addresses.Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 600).Select(i => i < 100 ? null : $"draft {i}"), addresses.Select(documents.Find));
    }

    [Fact]
    public void Keep_LargeDrafts_ForgetsTheOldestBeforeTheyAreMany()
    {
        var documents = new MailDocuments(TimeProvider.System);
        var large = new string('x', 10 * 1024 * 1024);
        var addresses = Enumerable.Range(0, 5).Select(_ => documents.Keep(large)).ToList();

        Assert.Equal([false, false, true, true, true], addresses.Select(a => documents.Find(a) is not null));
    }

    [Fact]
    public void LetGo_OfADraft_ForgetsItAMinuteLater()
    {
        var clock = new HandClock();
        var documents = new MailDocuments(clock);
        var (shown, left) = (documents.Keep("shown"), documents.Keep("left"));

        documents.LetGo(left);
        clock.Now += TimeSpan.FromSeconds(59);
        Assert.Equal(("shown", "left"), (documents.Find(shown), documents.Find(left)));
        clock.Now += TimeSpan.FromSeconds(1);

        Assert.Equal(("shown", null), (documents.Find(shown), documents.Find(left)));
    }

    [Fact]
    public async Task Pages_WithAMailInTheTrap_Open()
    {
        using var administrator = await app.SignedInAsync();

        foreach (var page in new[] { "/settings/email", "/settings/mail-trap", "/settings" })
        {
            using var answer = await administrator.GetAsync(page);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private async Task<long> NewestAsync()
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<StudioDbContext>>().CreateDbContextAsync();
        return await db.TrappedMails.MaxAsync(m => m.Id);
    }

    private sealed class HandClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
