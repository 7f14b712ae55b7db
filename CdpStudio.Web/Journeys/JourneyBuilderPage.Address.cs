using Microsoft.AspNetCore.Components;

namespace CdpStudio.Web.Journeys;

/// <summary>What the address of the page says: every view of a journey can be bookmarked and shared.</summary>
public sealed partial class JourneyBuilderPage
{
    [Parameter]
    public required string Key { get; set; }

    [SupplyParameterFromQuery]
    public string? View { get; set; }

    [SupplyParameterFromQuery]
    public string? Step { get; set; }

    [SupplyParameterFromQuery]
    public string? Panel { get; set; }

    /// <summary>Of those behind a count: which, and by which outcome they left.</summary>
    [SupplyParameterFromQuery]
    public string? Group { get; set; }

    [SupplyParameterFromQuery]
    public string? Outcome { get; set; }

    /// <summary>Whose numbers are shown; null for all.</summary>
    [SupplyParameterFromQuery]
    public int? Version { get; set; }

    /// <summary>'off' hides them.</summary>
    [SupplyParameterFromQuery]
    public string? Numbers { get; set; }

    [SupplyParameterFromQuery]
    public string? Simulate { get; set; }

    /// <summary>Null until it is known how wide the window is.</summary>
    private string? ShownView => View is OutlineName or CanvasName ? View : _shown;

    private bool ShowsNumbers => Numbers != "off";

    private bool Simulates => Simulate is not null;
}
