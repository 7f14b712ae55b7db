namespace CdpStudio.Web.Journeys.Canvas;

/// <summary>Marks the texts of the canvas. They go to the browser as they are; {0} is filled in there.</summary>
public sealed class CanvasTexts;
