using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Privacy;
using CdpStudio.Web.Components;
using CdpStudio.Web.Privacy;
using CdpStudio.Web.Tests.Quarantine;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Privacy;

/// <summary>The page over a running product's parts. Requests are put into the database as they stand at each moment.</summary>
public sealed class PrivacyPageTests : BunitContext, IClassFixture<StudioApp>, IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly StudioApp _app;

    public PrivacyPageTests(StudioApp app)
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
        this.AddAuthorization().SetAuthorized("Linh").SetPolicies([.. Permission.All]);
    }

    public async Task InitializeAsync()
    {
        foreach (var export in await _app.Services.GetRequiredService<PersonExportList>().RecentAsync(100, null, default))
            await _app.Services.GetRequiredService<RemovePersonExportHandler>().HandleAsync(export.Id, default);
    }

    public new async Task DisposeAsync() => await base.DisposeAsync();

    [Fact]
    public void Empty_SaysWhatComesHere()
    {
        var page = Render<PrivacyPage>();

        page.WaitForAssertion(() => Assert.Contains("No exports yet", page.Markup, StringComparison.Ordinal), s_patience);
    }

    [Fact]
    public async Task Completed_HasItsPartsAndFiles()
    {
        var id = await AddAsync(JobState.Completed, done: true);

        var page = Render<PrivacyPage>();

        page.WaitForElement("tbody tr", s_patience);
        Assert.Contains("Completed", page.Find("tbody .chip").TextContent, StringComparison.Ordinal);
        Assert.Equal("3 entries", page.Find("summary").TextContent);
        Assert.Equal(["Profile1", "Events2"], page.FindAll(".parts li").Select(li => li.TextContent.Trim()));
        Assert.Equal(
            [$"/settings/privacy/exports/{id}/person.json", $"/settings/privacy/exports/{id}/person.html"],
            page.FindAll("a[download]").Select(a => a.GetAttribute("href")));
    }

    // Not in the database: the running product would take such a job for one of a process that died.
    [Fact]
    public void Running_ShowsHowFarItIs()
    {
        var now = TimeProvider.System.GetUtcNow();
        var export = new PersonExportStatus(1, "email:ann@mail.example", PrivacyRequestState.Running, "Linh", now, null, null, Done: 4, Total: 13, [], [], null);

        var state = Render<ExportState>(p => p.Add(s => s.Export, export).Add(s => s.Name, "email:ann@mail.example"));

        Assert.Contains("Running", state.Find(".chip").TextContent, StringComparison.Ordinal);
        Assert.Equal(("4", "13"), (state.Find("progress").GetAttribute("value"), state.Find("progress").GetAttribute("max")));
        Assert.Equal("Export for email:ann@mail.example", state.Find("progress").GetAttribute("aria-label"));
        Assert.Contains("4 of 13 parts", state.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(JobState.Failed, ExportFailure.Gone, "This person is no longer there.")]
    [InlineData(JobState.Cancelled, null, "The export was cancelled.")]
    public async Task Failed_SaysWhy(JobState state, string? error, string words)
    {
        await AddAsync(state, done: false, error);

        var page = Render<PrivacyPage>();

        page.WaitForAssertion(() => Assert.Contains(words, page.Find("tbody").TextContent, StringComparison.Ordinal), s_patience);
        Assert.Contains("Failed", page.Find("tbody .chip").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemovedByTime_NamesNobodyAndHasNoFiles()
    {
        var id = await AddAsync(JobState.Completed, done: true, removed: true);

        var page = Render<PrivacyPage>();

        page.WaitForElement("tbody tr", s_patience);
        Assert.Contains("Files removed", page.Find("tbody .chip").TextContent, StringComparison.Ordinal);
        Assert.Contains($"Export {id}", page.Find("tbody td").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("a[download]"));
    }

    [Fact]
    public async Task Remove_AsksFirstAndTakesItAway()
    {
        var id = await AddAsync(JobState.Completed, done: true);
        var page = Render<PrivacyPage>();
        page.WaitForElement("tbody tr", s_patience);

        await page.Find("button[aria-label='Remove the export for email:ann@mail.example']").ClickAsync(new MouseEventArgs());
        Assert.NotNull(await _app.Services.GetRequiredService<PersonExportList>().FindAsync(id, default));
        await page.FindAll("dialog button")[^1].ClickAsync(new MouseEventArgs());

        page.WaitForAssertion(() => Assert.Contains("No exports yet", page.Markup, StringComparison.Ordinal), s_patience);
        Assert.Null(await _app.Services.GetRequiredService<PersonExportList>().FindAsync(id, default));
    }

    [Fact]
    public async Task Ask_OnThePersonsPage_StartsAndLeadsToTheList()
    {
        var user = $"customer-{Guid.NewGuid():N}";
        await new QuarantinedStudio(_app).SourceWithAsync($$"""{"type":"identify","messageId":"{{user}}","userId":"{{user}}","traits":{"name":"Ann"} }""");
        var directory = _app.Services.GetRequiredService<IProfileDirectory>();
        await QuarantinedStudio.UntilAsync(() => Task.FromResult(directory.Find(new Identifier(IdentifierNamespace.UserId, user)) is not null));
        var profile = directory.Read(directory.Find(new Identifier(IdentifierNamespace.UserId, user))!.Value)!;

        var button = Render<ExportButton>(p => p.Add(b => b.Profile, profile));
        await button.Find("button").ClickAsync(new MouseEventArgs());

        var export = Assert.Single(await _app.Services.GetRequiredService<PersonExportList>().RecentAsync(10, null, default));
        Assert.Equal(($"user_id:{user}", "Linh"), (export.Identifier, export.By));
        Assert.EndsWith("/settings/privacy", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        await QuarantinedStudio.UntilAsync(async () =>
            (await _app.Services.GetRequiredService<PersonExportList>().FindAsync(export.Id, default))!.State == PrivacyRequestState.Completed);
    }

    private Task<long> AddAsync(JobState state, bool done, string? error = null, bool removed = false) => _app.Services.GetRequiredService<IWriteQueue>().WriteAsync(
        WritePriority.Interactive,
        async (db, token) =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var job = new JobRun
            {
                Id = JobRunId.New(), Kind = "test-of-the-page", State = state, CreatedAt = now, Error = error,
            };
            var request = new PrivacyRequest
            {
                Kind = PrivacyRequestKind.Export, Identifier = removed ? null : "email:ann@mail.example", Profile = removed ? null : new ProfileId(1), Job = job.Id, By = "Linh",
                Language = "", CreatedAt = now, FinishedAt = done ? now : null, RemovedAt = removed ? now : null, Counts = done ? """{"profile":1,"events":2}""" : null,
            };
            db.AddRange(job, request);
            await db.SaveChangesAsync(token);
            return request.Id;
        },
        default);
}
