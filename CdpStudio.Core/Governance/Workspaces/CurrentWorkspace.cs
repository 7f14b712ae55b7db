using NodaTime;

namespace CdpStudio.Core.Governance.Workspaces;

/// <summary>The workspace as everybody sees it, in memory. Replaced as a whole when it is changed.</summary>
public sealed class CurrentWorkspace
{
    private volatile State _state = new("CdpStudio", DateTimeZone.Utc);

    /// <summary>Runs on the thread of whoever changed the workspace.</summary>
    public event Action? Changed;

    public string Name => _state.Name;

    /// <summary>An IANA name.</summary>
    public string TimeZone => _state.Zone.Id;

    /// <summary>The wall clock of the workspace's zone at a moment.</summary>
    public DateTime Local(DateTimeOffset moment) => Instant.FromDateTimeOffset(moment).InZone(_state.Zone).ToDateTimeUnspecified();

    internal void Become(Workspace workspace)
    {
        _state = new(workspace.Name, DateTimeZoneProviders.Tzdb[workspace.TimeZone]);
        Changed?.Invoke();
    }

    private sealed record State(string Name, DateTimeZone Zone);
}
