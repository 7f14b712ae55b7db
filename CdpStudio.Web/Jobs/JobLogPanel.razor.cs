using CdpStudio.Core.Jobs;
using CdpStudio.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Jobs;

/// <summary>One run's newest lines, following it while it works.</summary>
public sealed partial class JobLogPanel(
    JobList list, TaskFeed feed, IStringLocalizer<JobTexts> texts, IStringLocalizer<ShellTexts> words) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private JobRow? _run;
    private IReadOnlyList<JobLogLine> _lines = [];
    private bool _missing;

    [Parameter, EditorRequired]
    public required JobRunId Run { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    private IStringLocalizer<JobTexts> Texts => texts;

    private string Title => _run is null ? texts["Log"] : words.NameOf(_run);

    protected override async Task OnInitializedAsync()
    {
        feed.Changed += Refresh;
        await ReloadAsync();
    }

    private void Refresh() => InvokeAsync(RefreshAsync);

    private async Task RefreshAsync()
    {
        if (_leaving.IsCancellationRequested) return;

        try
        {
            await ReloadAsync();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The reader went elsewhere.
        }
        catch (Exception e)
        {
            // Nobody awaits a refresh: without this its failure would be lost.
            await DispatchExceptionAsync(e);
        }
    }

    private async Task ReloadAsync()
    {
        _lines = await list.LogAsync(Run, _leaving.Token);
        _run = await list.FindAsync(Run, _leaving.Token);
        _missing = _run is null;
    }

    public void Dispose()
    {
        feed.Changed -= Refresh;
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
