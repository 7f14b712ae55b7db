using CdpStudio.Core.Governance.Workspaces;

namespace CdpStudio.Web.Languages;

/// <summary>Moments as text for the reader: the workspace's zone, the reader's formats.</summary>
public sealed class ViewClock(TimeProvider clock, CurrentWorkspace workspace, ViewCulture view)
{
    /// <summary>A time with its day, such as 24 November 2026 10:42.</summary>
    public string Full(DateTimeOffset at) => workspace.Local(at).ToString("f", view.Formats);

    /// <summary>A time with its day in digits.</summary>
    public string Short(DateTimeOffset at) => workspace.Local(at).ToString("g", view.Formats);

    public string Now() => Full(clock.GetUtcNow());
}
