using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>A window whose moments are the same for everybody, but for <see cref="Window.Since"/>.</summary>
internal sealed class RowWindow(Window window, AttributeReader? since, long now, WorkspaceZone zone)
{
    /// <summary>Null when each row has its own.</summary>
    public Moments? Fixed { get; } = since is null ? window.At(now, zone) : null;

    public Moments Of(RowReader reader) => Fixed ?? window.At(now, zone, since!.MomentAt(reader, now));
}
