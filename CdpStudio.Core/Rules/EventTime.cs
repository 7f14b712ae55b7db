using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules;

/// <summary>Parts of an event's local time in the workspace's zone, which may stand wherever a property may.</summary>
public static class EventTime
{
    private static readonly Dictionary<string, EventTimePart> s_parts = new()
    {
        [StudioText.Key("$hour")] = EventTimePart.Hour,
        [StudioText.Key("$weekday")] = EventTimePart.Weekday,
        [StudioText.Key("$dayOfMonth")] = EventTimePart.DayOfMonth,
        [StudioText.Key("$month")] = EventTimePart.Month,
    };

    /// <summary>Null when the path is that of a property.</summary>
    public static EventTimePart? Of(string path) => s_parts.TryGetValue(StudioText.Key(path), out var part) ? part : null;

    public static int Read(this EventTimePart part, DateTime local) => part switch
    {
        EventTimePart.Hour => local.Hour,
        EventTimePart.Weekday => (((int)local.DayOfWeek + 6) % 7) + 1,
        EventTimePart.DayOfMonth => local.Day,
        EventTimePart.Month => local.Month,
        _ => throw new System.Diagnostics.UnreachableException(part.ToString()),
    };
}

public enum EventTimePart
{
    /// <summary>0 to 23.</summary>
    Hour,

    /// <summary>1 Monday to 7 Sunday.</summary>
    Weekday,
    DayOfMonth,
    Month,
}
