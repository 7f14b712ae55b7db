using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience;

/// <summary>Whether the audience engine has read the log that was there at start. Until then its answers lack people.</summary>
public sealed class AudienceReadiness : IReadiness
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => "audience";

    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    /// <summary>Completes when it is ready.</summary>
    public Task Ready => _ready.Task;

    internal void Complete() => _ready.TrySetResult();
}
