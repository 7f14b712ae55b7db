namespace CdpStudio.Web.Journeys;

/// <summary>What the bar of a journey offers.</summary>
public enum JourneyChoice
{
    Undo,
    Redo,
    Simulate,
    Publish,
    Copy,
    Close,
    Stop,
    Open,
    Delete,
}
