using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience;

/// <summary>Whether the audience engine has read the log that was there at start. Until then its answers lack people.</summary>
public sealed class AudienceReadiness : IReadiness
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>With each piece that was read, and when it is done. Runs on the thread that reads.</summary>
    public event Action? Progressed;

    public string Name => "audience";

    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    /// <summary>Completes when it is ready.</summary>
    public Task Ready => _ready.Task;

    /// <summary>How far the log has been read, at start or again beside what answers meanwhile; null while none is being read.</summary>
    public AudienceReading? Reading { get; private set; }

    internal void Report(AudienceReading? reading)
    {
        Reading = reading;
        Progressed?.Invoke();
    }

    internal void Complete() => _ready.TrySetResult();
}

/// <param name="Position">The newest fact that was read.</param>
/// <param name="Last">The newest that there is.</param>
public sealed record AudienceReading(long Position, long Last, DateTimeOffset StartedAt);
