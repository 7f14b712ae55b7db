namespace CdpStudio.Web.Journeys;

/// <summary>Marks the texts of this folder; those of the canvas are beside it.</summary>
public sealed class JourneyTexts;
