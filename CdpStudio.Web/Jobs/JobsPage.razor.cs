using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Jobs;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using CdpStudio.Web.Shell;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Jobs;

/// <summary>What runs, what is scheduled, what failed, what ended. Redrawn when a run of this process moves on.</summary>
public sealed partial class JobsPage(
    JobList list, CancelJobHandler cancel, RetryJobHandler retry, TaskFeed feed, NavigationManager navigation,
    IAuthorizationService authorization, AuthenticationStateProvider session, ViewCulture view,
    IStringLocalizer<JobTexts> texts, IStringLocalizer<ShellTexts> words) : TaskFollower(feed)
{
    private const int MostEnded = 100;

    private IReadOnlyList<JobRow>? _ended;
    private IReadOnlyList<ScheduledJob>? _scheduled;
    private string? _refusal;
    private string? _loaded;

    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    /// <summary>The run whose log is open.</summary>
    [SupplyParameterFromQuery(Name = "run")]
    public Guid? Run { get; set; }

    private IStringLocalizer<JobTexts> Texts => texts;

    private IStringLocalizer<ShellTexts> Words => words;

    private string NameOf(JobRow run) => words.NameOf(run, view);

    private string Shown => Tab is "scheduled" or "failed" or "ended" ? Tab : "";

    private IReadOnlyList<TabItem> TabItems =>
    [
        new("", texts["Running"], Feed.Active.Count),
        new("scheduled", texts["Scheduled"]),
        new("failed", texts["Failed"]),
        new("ended", texts["Ended"]),
    ];

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == Shown) return;

        _loaded = Shown;
        (_ended, _scheduled, _refusal) = (null, null, null);
        await ReloadAsync();
    }

    protected override async Task ReloadAsync()
    {
        var shown = Shown;
        if (shown == "scheduled")
        {
            _scheduled = await list.ScheduledAsync(Leaving);
        }
        else if (shown.Length > 0)
        {
            JobState[] states = shown == "failed" ? [JobState.Failed] : [JobState.Completed, JobState.Cancelled];
            var ended = await list.EndedAsync(states, before: null, MostEnded, Leaving);
            // Another tab may have been opened meanwhile.
            if (shown == Shown) _ended = ended;
        }
    }

    private async Task CancelAsync(JobRunId run)
    {
        if (!await MayChangeAsync()) return;

        var result = await cancel.HandleAsync(run, Leaving);
        _refusal = result == CancelJobResult.Cancelling ? null : texts["HadEnded"].Value;
    }

    private async Task RetryAsync(JobRunId run)
    {
        if (!await MayChangeAsync()) return;

        _refusal = await retry.HandleAsync(run, Leaving) ? null : texts["NotRetried"].Value;
        await ReloadAsync();
    }

    // The button is hidden from those who may not; a call can come without it.
    private async Task<bool> MayChangeAsync()
    {
        var user = (await session.GetAuthenticationStateAsync()).User;
        var may = (await authorization.AuthorizeAsync(user, Permission.WriteJobs)).Succeeded;
        if (!may) _refusal = texts["NotAllowed"];
        return may;
    }

    private string LogAddress(JobRow run) => navigation.GetUriWithQueryParameter("run", run.Id.Value);

    private void CloseLog() => navigation.NavigateTo(navigation.GetUriWithQueryParameter("run", (Guid?)null));
}
