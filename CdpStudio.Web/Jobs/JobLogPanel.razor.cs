using CdpStudio.Core.Jobs;
using CdpStudio.Web.Languages;
using CdpStudio.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Jobs;

/// <summary>One run's newest lines, following it while it works.</summary>
public sealed partial class JobLogPanel(
    JobList list, TaskFeed feed, ViewCulture view, IStringLocalizer<JobTexts> texts, IStringLocalizer<ShellTexts> words) : TaskFollower(feed)
{
    private JobRow? _run;
    private IReadOnlyList<JobLogLine> _lines = [];
    private bool _missing;

    [Parameter, EditorRequired]
    public required JobRunId Run { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    private IStringLocalizer<JobTexts> Texts => texts;

    private string Title => _run is null ? texts["Log"] : words.NameOf(_run, view);

    protected override Task OnInitializedAsync() => ReloadAsync();

    protected override async Task ReloadAsync()
    {
        _lines = await list.LogAsync(Run, Leaving);
        _run = await list.FindAsync(Run, Leaving);
        _missing = _run is null;
    }
}
