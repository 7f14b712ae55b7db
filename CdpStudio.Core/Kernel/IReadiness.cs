namespace CdpStudio.Core.Kernel;

/// <summary>
/// A part that must have caught up before the installation counts as ready. Register each with
/// <c>services.AddSingleton&lt;IReadiness, …&gt;()</c>; <c>/health/ready</c> asks all of them.
/// </summary>
public interface IReadiness
{
    /// <summary>What the answer calls it, such as "audience".</summary>
    string Name { get; }

    bool IsReady { get; }
}
