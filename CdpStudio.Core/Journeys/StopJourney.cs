using CdpStudio.Core.Jobs;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys;

/// <summary>Nobody enters any more, a job takes out whoever is inside, and mails that have not left never will.</summary>
public sealed record StopJourney(JourneyId Journey, string By);

public enum StopJourneyResult
{
    /// <summary>The job waits or is at work; a second request adds none.</summary>
    Stopping,
    NotFound,

    /// <summary>It was never published, so nobody is inside.</summary>
    NeverPublished,
}

public sealed partial class StopJourneyHandler(
    IWriteQueue queue, JobQueue jobs, JourneySignal signal, TimeProvider clock, ILogger<StopJourneyHandler> logger)
{
    public async Task<StopJourneyResult> HandleAsync(StopJourney command, CancellationToken cancellationToken)
    {
        var (result, run) = await queue.WriteAsync(WritePriority.Interactive, (db, token) => WriteAsync(db, command, token), cancellationToken);
        if (run is { } added)
        {
            jobs.Announce(added);
            LogStopping(command.Journey);
        }

        signal.JourneysChanged();
        return result;
    }

    private async Task<(StopJourneyResult Result, JobRunId? Run)> WriteAsync(StudioDbContext db, StopJourney command, CancellationToken cancellationToken)
    {
        var journey = await db.Journeys.AsNoTracking().SingleOrDefaultAsync(j => j.Id == command.Journey, cancellationToken);
        if (journey is null) return (StopJourneyResult.NotFound, null);
        if (journey.State == JourneyState.Draft) return (StopJourneyResult.NeverPublished, null);

        await SwitchJourney.ToAsync(db, journey.Id, JourneyState.Closed, command.By, clock.GetUtcNow(), cancellationToken);
        return await TakeEverybodyOut.ActiveAsync(db, journey.Number, cancellationToken) is null
            ? (StopJourneyResult.Stopping, jobs.Add(db, TakeEverybodyOut.RequestFor(journey, command.By)))
            : (StopJourneyResult.Stopping, null);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Journey {JourneyId} is stopped: everybody is taken out")]
    private partial void LogStopping(JourneyId journeyId);
}
