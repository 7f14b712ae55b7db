using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Governance.Workspaces;

namespace CdpStudio.Core.Ingestion.Plan;

/// <summary>The plan as it stands, made anew when the catalogue or the workspace's zone changes.</summary>
internal sealed class CurrentPlan : IDisposable
{
    private readonly CurrentCatalogue _catalogue;
    private readonly CurrentWorkspace _workspace;
    private volatile TrackingPlan _plan;

    public CurrentPlan(CurrentCatalogue catalogue, CurrentWorkspace workspace)
    {
        (_catalogue, _workspace) = (catalogue, workspace);
        _catalogue.Changed += Make;
        _workspace.Changed += Make;
        _plan = new TrackingPlan(_catalogue.Content, _workspace.Zone);
    }

    public TrackingPlan Plan => _plan;

    public void Dispose()
    {
        _catalogue.Changed -= Make;
        _workspace.Changed -= Make;
    }

    private void Make() => _plan = new TrackingPlan(_catalogue.Content, _workspace.Zone);
}
