using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Journeys;

/// <summary>Takes the journey away with its versions and everybody's path through it. Sends stay in the ledger.</summary>
public sealed record DeleteJourney(JourneyId Journey);

public abstract record DeleteJourneyResult
{
    private DeleteJourneyResult()
    {
    }

    public sealed record Deleted : DeleteJourneyResult;

    public sealed record NotFound : DeleteJourneyResult;

    /// <summary>People may still enter: close it first.</summary>
    public sealed record Live : DeleteJourneyResult;

    /// <summary>They would be dropped in the middle of their way: wait until they are through.</summary>
    public sealed record PeopleInside(int Count) : DeleteJourneyResult;
}

public sealed partial class DeleteJourneyHandler(IWriteQueue queue, JourneySignal signal, JourneySets sets, ILogger<DeleteJourneyHandler> logger)
{
    public async Task<DeleteJourneyResult> HandleAsync(DeleteJourney command, CancellationToken cancellationToken)
    {
        var result = await queue.WriteAsync(WritePriority.Interactive, (db, token) => WriteAsync(db, command, token), cancellationToken);
        if (result is DeleteJourneyResult.Deleted)
        {
            await sets.LoadAsync(cancellationToken);
            // What is kept of it is removed in small writes by the follower.
            signal.JourneysChanged();
            LogDeleted(command.Journey);
        }

        return result;
    }

    private static async Task<DeleteJourneyResult> WriteAsync(StudioDbContext db, DeleteJourney command, CancellationToken cancellationToken)
    {
        var journey = await db.Journeys.AsNoTracking().SingleOrDefaultAsync(j => j.Id == command.Journey, cancellationToken);
        if (journey is null) return new DeleteJourneyResult.NotFound();
        if (journey.State == JourneyState.Live) return new DeleteJourneyResult.Live();

        var inside = await db.JourneyRuns.CountAsync(r => r.Journey == journey.Number && r.State == JourneyRunState.Active, cancellationToken);
        if (inside > 0) return new DeleteJourneyResult.PeopleInside(inside);

        await db.Journeys.Where(j => j.Id == journey.Id).ExecuteDeleteAsync(cancellationToken);
        await db.JourneyPositions.Where(p => p.Name == Positions.Open(journey.Number) || p.Name == Positions.Rest(journey.Number)).ExecuteDeleteAsync(cancellationToken);
        return new DeleteJourneyResult.Deleted();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Journey {JourneyId} deleted")]
    private partial void LogDeleted(JourneyId journeyId);
}
