using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Governance.Workspaces;

/// <summary>The workspace as everybody sees it, in memory. Replaced as a whole when it is changed.</summary>
public sealed class CurrentWorkspace
{
    private volatile State _state = new("CdpStudio", WorkspaceZone.Utc);

    /// <summary>Runs on the thread of whoever changed the workspace.</summary>
    public event Action? Changed;

    public string Name => _state.Name;

    public WorkspaceZone Zone => _state.Zone;

    /// <summary>The wall clock of the workspace's zone at a moment.</summary>
    public DateTime Local(DateTimeOffset moment) => Zone.Local(moment.ToUnixTimeMilliseconds());

    internal void Become(string name, WorkspaceZone zone)
    {
        _state = new(name, zone);
        Changed?.Invoke();
    }

    private sealed record State(string Name, WorkspaceZone Zone);
}
