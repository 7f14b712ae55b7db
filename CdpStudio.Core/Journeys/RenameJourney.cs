using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys;

public sealed record RenameJourney(JourneyId Journey, string Name, string By);

public abstract record RenameJourneyResult
{
    private RenameJourneyResult()
    {
    }

    public sealed record Renamed : RenameJourneyResult;

    public sealed record NameRefused(string Detail) : RenameJourneyResult;

    public sealed record NotFound : RenameJourneyResult;
}

public sealed class RenameJourneyHandler(IWriteQueue queue, JourneySets sets, TimeProvider clock)
{
    public async Task<RenameJourneyResult> HandleAsync(RenameJourney command, CancellationToken cancellationToken)
    {
        if (CreateJourneyHandler.NameRefusal(command.Name) is { } refusal) return new RenameJourneyResult.NameRefused(refusal);

        var now = clock.GetUtcNow();
        // Past the change tracker: the name is no part of the draft, so it does not fight with who draws.
        var renamed = await queue.WriteAsync(
            WritePriority.Interactive,
            (db, token) => db.Journeys.Where(j => j.Id == command.Journey).ExecuteUpdateAsync(
                set => set.SetProperty(j => j.Name, command.Name).SetProperty(j => j.ChangedAt, now).SetProperty(j => j.ChangedBy, command.By), token),
            cancellationToken);
        if (renamed == 1) await sets.LoadAsync(cancellationToken);
        return renamed == 1 ? new RenameJourneyResult.Renamed() : new RenameJourneyResult.NotFound();
    }
}
