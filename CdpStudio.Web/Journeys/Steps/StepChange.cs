using CdpStudio.Core.Journeys.Definition;

namespace CdpStudio.Web.Journeys.Steps;

/// <param name="Typing">The field that was typed in: its changes are one step to undo. Null for what was chosen.</param>
public sealed record StepChange(JourneyStep Step, string? Typing = null);
