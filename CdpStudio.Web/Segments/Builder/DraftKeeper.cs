using CdpStudio.Core.Persistence;

namespace CdpStudio.Web.Segments.Builder;

public enum KeepState
{
    Nothing,
    Keeping,
    Kept,
    Failed,
}

/// <summary>
/// Keeps a draft a moment after its last change, one write at a time, so that whoever types is not slowed and a lost connection
/// costs at most <see cref="Pause"/> and a write.
/// </summary>
internal sealed class DraftKeeper(Func<CancellationToken, Task> keep) : IDisposable
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private Task _keeping = Task.CompletedTask;
    private bool _again;

    /// <summary>Runs on any thread.</summary>
    public event Action? Changed;

    public KeepState State { get; private set; }

    public void Ask()
    {
        _again = true;
        if (_keeping.IsCompleted) _keeping = KeepAsync(_stopping.Token);
    }

    /// <summary>Completes when no write is under way; what was asked for and not begun is given up.</summary>
    public async Task StopAsync()
    {
        _again = false;
        await _keeping;
        Become(KeepState.Nothing);
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (_again)
            {
                await Task.Delay(Pause, cancellationToken);
                if (!_again) return;

                _again = false;
                Become(KeepState.Keeping);
                await keep(cancellationToken);
                Become(KeepState.Kept);
            }
        }
        catch (DatabaseUnavailableException)
        {
            // Said beside the name; the next change tries again.
            Become(KeepState.Failed);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private void Become(KeepState state)
    {
        State = state;
        Changed?.Invoke();
    }
}
