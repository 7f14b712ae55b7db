using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Sources;

/// <summary>A source that has sent nothing for longer than somebody said it may.</summary>
/// <param name="Since">When its last message came, or it was made: the next silence has another moment.</param>
public sealed record SilentSource(SourceId Id, string Name, DateTimeOffset Since);

/// <summary>Which sources are silent, from memory, for all pages that tell of it: read once a minute, however many are open, and when a source is changed.</summary>
public sealed class SilentSources(SourceList sources, TimeProvider clock, ILogger<SilentSources> logger)
    : KeptInMemory(TimeSpan.FromMinutes(1), clock, logger)
{
    private volatile IReadOnlyList<SilentSource> _now = [];

    /// <summary>Another source is silent, or one is no longer. Runs on no reader's thread: enter the circuit by <c>InvokeAsync</c>.</summary>
    public event Action? Changed;

    /// <summary>By name.</summary>
    public IReadOnlyList<SilentSource> Now => _now;

    protected override async Task ReadAsync(CancellationToken cancellationToken)
    {
        var found = await sources.SilentAsync(cancellationToken);
        if (found.SequenceEqual(_now)) return;

        _now = found;
        Changed?.Invoke();
    }
}
