using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Segments;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys;

/// <summary>People enter again, by what happens from now on.</summary>
public sealed record OpenJourney(JourneyId Journey, string By);

public enum OpenJourneyResult
{
    Open,
    NotFound,

    /// <summary>It was never published: publish it.</summary>
    NeverPublished,

    /// <summary>The segment that lets people in is gone: publish a version with another.</summary>
    SegmentGone,

    /// <summary>Everybody is being taken out: open it when that is done.</summary>
    Stopping,
}

public sealed class OpenJourneyHandler(IWriteQueue queue, SegmentRules segments, JourneySignal signal, TimeProvider clock)
{
    public async Task<OpenJourneyResult> HandleAsync(OpenJourney command, CancellationToken cancellationToken)
    {
        var result = await queue.WriteAsync(WritePriority.Interactive, (db, token) => WriteAsync(db, command, token), cancellationToken);
        signal.JourneysChanged();
        return result;
    }

    private async Task<OpenJourneyResult> WriteAsync(StudioDbContext db, OpenJourney command, CancellationToken cancellationToken)
    {
        var journey = await db.Journeys.AsNoTracking().SingleOrDefaultAsync(j => j.Id == command.Journey, cancellationToken);
        if (journey is null) return OpenJourneyResult.NotFound;
        if (journey.LiveVersion is not { } live) return OpenJourneyResult.NeverPublished;
        if (journey.State == JourneyState.Live) return OpenJourneyResult.Open;

        if (await TakeEverybodyOut.ActiveAsync(db, journey.Number, cancellationToken) is not null) return OpenJourneyResult.Stopping;

        var version = await db.JourneyVersions.AsNoTracking().SingleAsync(v => v.Journey == journey.Number && v.Version == live, cancellationToken);
        var definition = DefinitionReader.ReadStored(version.Definition);
        if (definition.Steps.OfType<JourneyStep.Entry>().Single().Trigger is EntryTrigger.Segment into && !segments.Has(into.Key))
            return OpenJourneyResult.SegmentGone;

        await Doors.OpenAsync(db, journey.Number, definition, cancellationToken);
        await SwitchJourney.ToAsync(db, journey.Id, JourneyState.Live, command.By, clock.GetUtcNow(), cancellationToken);
        return OpenJourneyResult.Open;
    }
}
