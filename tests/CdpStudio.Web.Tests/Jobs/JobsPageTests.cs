using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using CdpStudio.Web.DemoData;
using CdpStudio.Web.Jobs;
using CdpStudio.Web.Languages;
using CdpStudio.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace CdpStudio.Web.Tests.Jobs;

/// <summary>The page over the real jobs on a real database.</summary>
public sealed class JobsPageTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("cdpstudio-jobs-").FullName;
    private readonly SteppingJob.Script _script = new();
    private IHostedService[] _hosted = [];
    private BunitAuthorizationContext? _session;

    public async Task InitializeAsync()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Directory"] = _folder })
            .Build();
        Services.AddLogging();
        Services.AddPersistence(configuration).AddJobs().AddJobRunner().AddLanguages(new TestingEnvironment());
        Services.AddSingleton<CurrentWorkspace>();
        Services.AddSingleton<TaskFeed>();
        Services.AddHostedService(p => p.GetRequiredService<TaskFeed>());
        Services.AddSingleton(_script);
        Services.AddJob<SteppingJob>("import");
        ComponentFactories.AddStub<DemoOffer>(); // the whole product would have to be there for it
        _session = this.AddAuthorization();
        JSInterop.Mode = JSRuntimeMode.Loose;

        _hosted = [.. Services.GetServices<IHostedService>()];
        foreach (var hosted in _hosted) await hosted.StartAsync(default);
    }

    public new async Task DisposeAsync()
    {
        foreach (var hosted in _hosted.Reverse()) await hosted.StopAsync(default);
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Render_WithNothingToDo_SaysSo()
    {
        var page = RenderAs(Permission.ReadJobs);

        page.WaitForAssertion(() => Assert.Equal("Nothing is running", page.Find("h2").TextContent), s_patience);
    }

    [Fact]
    public async Task Running_ARunThatMovesOn_ShowsHowFarItGot()
    {
        var page = RenderAs(Permission.ReadJobs);

        await EnqueueAsync("people.csv");
        await _script.ReachedAsync();

        page.WaitForAssertion(() => Assert.Equal("500", page.Find("progress").GetAttribute("value")), s_patience);
        Assert.Contains("Import: people.csv", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public async Task Cancel_ByWhoeverMayChangeJobs_StopsTheRun()
    {
        var page = RenderAs(Permission.ReadJobs, Permission.WriteJobs);
        var run = await EnqueueAsync("people.csv");
        await _script.ReachedAsync();
        page.WaitForElement("button[aria-label='Cancel Import: people.csv']", s_patience);

        await page.Find("button[aria-label='Cancel Import: people.csv']").ClickAsync(new MouseEventArgs());

        page.WaitForAssertion(() => Assert.Contains("Nothing is running", page.Markup, StringComparison.Ordinal), s_patience);
        var row = await Services.GetRequiredService<JobList>().FindAsync(run, default);
        Assert.Equal(JobState.Cancelled, row!.State);
    }

    [Fact]
    public async Task Failed_ARunWithItsReason_GoesOnWhenRetried()
    {
        _script.Failure = "The file is gone.";
        var run = await EnqueueAsync("people.csv");
        var page = RenderAs("?tab=failed", Permission.ReadJobs, Permission.WriteJobs);
        page.WaitForAssertion(() => Assert.Contains("The file is gone.", page.Markup, StringComparison.Ordinal), s_patience);

        _script.Failure = null;
        await page.Find("button[aria-label='Retry Import: people.csv']").ClickAsync(new MouseEventArgs());
        await _script.ReachedAsync();
        _script.GoOn();

        page.WaitForAssertion(() => Assert.Contains("Nothing failed", page.Markup, StringComparison.Ordinal), s_patience);
        using var patience = new CancellationTokenSource(s_patience);
        var list = Services.GetRequiredService<JobList>();
        while ((await list.FindAsync(run, patience.Token))!.State != JobState.Completed) await Task.Yield();
    }

    [Fact]
    public void Scheduled_ShowsWhatIsDueAndThatItHasNotRun()
    {
        var page = RenderAs("?tab=scheduled", Permission.ReadJobs);

        page.WaitForAssertion(() => Assert.Contains("Tidy up old jobs", page.Markup, StringComparison.Ordinal), s_patience);
        Assert.Contains("Not yet", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_OfAChosenRun_ShowsItsLines()
    {
        var run = await EnqueueAsync("people.csv");
        await _script.ReachedAsync();

        var page = RenderAs($"?run={run}", Permission.ReadJobs);

        page.WaitForAssertion(() => Assert.Contains("half way", page.Find("ol.log").TextContent, StringComparison.Ordinal), s_patience);
    }

    private IRenderedComponent<JobsPage> RenderAs(params string[] permissions) => RenderAs("", permissions);

    private IRenderedComponent<JobsPage> RenderAs(string query, params string[] permissions)
    {
        _session!.SetAuthorized("ada").SetPolicies(permissions);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/settings/jobs" + query);
        return Render<JobsPage>();
    }

    private Task<JobRunId> EnqueueAsync(string subject) =>
        Services.GetRequiredService<JobQueue>().EnqueueAsync(new JobRequest("import", Subject: subject), default);

    private sealed class SteppingJob(SteppingJob.Script script) : IJob
    {
        public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
        {
            if (script.Failure is { } failure) throw new JobFailedException(failure);

            run.Log("half way");
            await run.AdvanceAsync(new JobProgress(500, 1000), cancellationToken);
            await script.WaitAsync(cancellationToken);
        }

        internal sealed class Script
        {
            private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

            public string? Failure { get; set; }

            public Task ReachedAsync() => _reached.Task.WaitAsync(s_patience);

            public void GoOn() => _goOn.TrySetResult();

            public Task WaitAsync(CancellationToken cancellationToken)
            {
                _reached.TrySetResult();
                return _goOn.Task.WaitAsync(cancellationToken);
            }
        }
    }

    private sealed class TestingEnvironment : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "Testing";

        public string ApplicationName { get; set; } = "CdpStudio.Web";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
