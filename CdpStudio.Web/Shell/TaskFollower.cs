using Microsoft.AspNetCore.Components;

namespace CdpStudio.Web.Shell;

/// <summary>A component that reads again what it shows whenever a run moves on that it cares for, for as long as it is on the page.</summary>
public abstract class TaskFollower(TaskFeed feed) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();

    /// <summary>Cancelled when the reader goes elsewhere, also for what was asked for before and ends afterwards.</summary>
    protected CancellationToken Leaving => _leaving.IsCancellationRequested ? new CancellationToken(canceled: true) : _leaving.Token;

    protected TaskFeed Feed => feed;

    /// <summary>Whether what is under way now, or was when it was last read, is of those that it shows.</summary>
    protected virtual bool Cares => true;

    protected override void OnInitialized() => feed.Changed += Refresh;

    /// <summary>Reads what is shown; drawing follows by itself.</summary>
    protected abstract Task ReloadAsync();

    public void Dispose()
    {
        feed.Changed -= Refresh;
        _leaving.Cancel();
        _leaving.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Refresh() => InvokeAsync(RefreshAsync);

    private async Task RefreshAsync()
    {
        if (_leaving.IsCancellationRequested || !Cares) return;

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
}
