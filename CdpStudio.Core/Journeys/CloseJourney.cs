using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys;

/// <summary>Nobody enters any more; who is inside walks on.</summary>
public sealed record CloseJourney(JourneyId Journey, string By);

public enum CloseJourneyResult
{
    Closed,
    NotFound,

    /// <summary>It was never published, so there is nothing to close.</summary>
    NeverPublished,
}

public sealed class CloseJourneyHandler(IWriteQueue queue, JourneySignal signal, TimeProvider clock)
{
    public async Task<CloseJourneyResult> HandleAsync(CloseJourney command, CancellationToken cancellationToken)
    {
        var result = await queue.WriteAsync(
            WritePriority.Interactive,
            async (db, token) =>
            {
                var journey = await db.Journeys.AsNoTracking().SingleOrDefaultAsync(j => j.Id == command.Journey, token);
                if (journey is null) return CloseJourneyResult.NotFound;
                if (journey.State == JourneyState.Draft) return CloseJourneyResult.NeverPublished;

                await SwitchJourney.ToAsync(db, journey.Id, JourneyState.Closed, command.By, clock.GetUtcNow(), token);
                return CloseJourneyResult.Closed;
            },
            cancellationToken);
        signal.JourneysChanged();
        return result;
    }
}

internal static class SwitchJourney
{
    /// <summary>Past the change tracker: who draws the next version is not disturbed.</summary>
    public static Task ToAsync(
        StudioDbContext db, JourneyId journey, JourneyState state, string by, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.Journeys.Where(j => j.Id == journey && j.State != state).ExecuteUpdateAsync(
            set => set.SetProperty(j => j.State, state).SetProperty(j => j.ChangedAt, now).SetProperty(j => j.ChangedBy, by), cancellationToken);
}
