using Microsoft.AspNetCore.Components;

namespace CdpStudio.Web.Client;

/// <summary>What the TypeScript parts tell the page: <c>@onuploading</c>, <c>@onuploaded</c>, <c>@onuploadrefused</c>, <c>@onrulekey</c>,
/// <c>@onjourneychosen</c>, <c>@onjourneystate</c>, <c>@onjourneysettings</c>. Values come from a browser, so they are not to be trusted.</summary>
[EventHandler("onuploading", typeof(UploadingEventArgs))]
[EventHandler("onuploaded", typeof(UploadedEventArgs))]
[EventHandler("onuploadrefused", typeof(UploadRefusedEventArgs))]
[EventHandler("onrulekey", typeof(RuleKeyEventArgs))]
[EventHandler("onjourneychosen", typeof(JourneyChosenEventArgs))]
[EventHandler("onjourneystate", typeof(JourneyStateEventArgs))]
[EventHandler("onjourneysettings", typeof(EventArgs))]
public static class EventHandlers;

public sealed class UploadingEventArgs : EventArgs
{
    public string Name { get; set; } = "";

    /// <summary>Bytes.</summary>
    public long Sent { get; set; }

    /// <summary>Bytes.</summary>
    public long Total { get; set; }
}

public sealed class UploadedEventArgs : EventArgs
{
    public string Name { get; set; } = "";

    /// <summary>The <c>id</c> of the server's answer.</summary>
    public string Id { get; set; } = "";
}

public sealed class UploadRefusedEventArgs : EventArgs
{
    public string Name { get; set; } = "";

    /// <summary>The problem's detail; empty when the server did not answer.</summary>
    public string Reason { get; set; } = "";
}

public sealed class RuleKeyEventArgs : EventArgs
{
    /// <summary><c>up down remove add undo redo</c>.</summary>
    public string Key { get; set; } = "";

    /// <summary>The line that had the focus; 0 for undo and redo.</summary>
    public int Line { get; set; }
}

public sealed class JourneyChosenEventArgs : EventArgs
{
    /// <summary>JSON of the one step whose settings are wanted; empty when none or several are chosen.</summary>
    public string Step { get; set; } = "";

    /// <summary>There is a step and it is too long for an event: it is to be asked for.</summary>
    public bool IsLong { get; set; }

    /// <summary>The last change of a step that came from the page: what the page sent since is not in <see cref="Step"/>.</summary>
    public int Stamp { get; set; }
}

public sealed class JourneyStateEventArgs : EventArgs
{
    /// <summary><c>saved waiting saving offline refused clash</c>.</summary>
    public string Saving { get; set; } = "";

    /// <summary>Why the draft was refused; else empty.</summary>
    public string Reason { get; set; } = "";

    /// <summary>What would be undone, in the reader's words; null when there is nothing.</summary>
    public string? Undo { get; set; }

    public string? Redo { get; set; }
}
