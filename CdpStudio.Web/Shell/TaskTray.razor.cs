using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Shell;

/// <summary>What runs, within reach on every page.</summary>
public sealed partial class TaskTray(TaskFeed feed, IStringLocalizer<ShellTexts> texts) : IDisposable
{
    private string Label => feed.All.Count == 0 ? texts["NoTasks"] : texts.Plural("TasksRunning", feed.All.Count);

    protected override void OnInitialized() => feed.Changed += Refresh;

    private void Refresh() => InvokeAsync(StateHasChanged);

    public void Dispose() => feed.Changed -= Refresh;
}
