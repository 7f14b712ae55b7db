using CdpStudio.Core.Journeys.Definition;

namespace CdpStudio.Web.Journeys;

/// <summary>Whoever writes a draft now, the canvas or the outline: one of them at a time. Both undo, and save by themselves.</summary>
public interface IJourneyPen
{
    /// <param name="typing">The field that is typed in: its changes are one step to undo. Null for what was chosen.</param>
    ValueTask ChangeAsync(JourneyStep step, string? typing);

    ValueTask RemoveAsync(string step);

    /// <param name="to">Null leaves a loose end.</param>
    ValueTask ConnectAsync(string from, string outcome, string? to);

    ValueTask UndoAsync();

    ValueTask RedoAsync();

    /// <summary>Saves what is not saved yet.</summary>
    /// <returns>The version that the database has; null when the draft could not be saved, which the page then shows already.</returns>
    ValueTask<int?> SettleAsync();
}
