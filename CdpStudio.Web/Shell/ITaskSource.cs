using CdpStudio.Core.Jobs;

namespace CdpStudio.Web.Shell;

/// <summary>
/// Work that goes on when its page is left and is no job, such as a campaign that sends. Implemented in the noun's folder, registered
/// with <c>services.AddSingleton&lt;ITaskSource, …&gt;()</c>.
/// </summary>
public interface ITaskSource
{
    /// <summary>Runs on no reader's thread.</summary>
    event Action? Changed;

    /// <summary>From memory: it is asked with every change.</summary>
    IReadOnlyList<JobRow> Active { get; }
}
