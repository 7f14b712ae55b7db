using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Journeys;

/// <param name="Draft">The draft's version that was seen.</param>
public sealed record PublishJourney(JourneyId Journey, int Draft, string By);

public abstract record PublishJourneyResult
{
    private PublishJourneyResult()
    {
    }

    /// <param name="Version">The one that new people enter from now on; who is inside stays on theirs.</param>
    public sealed record Published(int Version) : PublishJourneyResult;

    public sealed record NotFound : PublishJourneyResult;

    public sealed record ChangedMeanwhile(JourneyDocument Present) : PublishJourneyResult;

    /// <param name="Problems">With at least one error.</param>
    public sealed record Refused(IReadOnlyList<JourneyProblem> Problems) : PublishJourneyResult;

    /// <summary>Everybody is being taken out, and who came in by this version would be too: publish it when that is done.</summary>
    public sealed record Stopping : PublishJourneyResult;
}

public sealed partial class PublishJourneyHandler(
    IWriteQueue queue, JourneyDocuments documents, JourneySignal signal, TimeProvider clock, ILogger<PublishJourneyHandler> logger)
{
    public async Task<PublishJourneyResult> HandleAsync(PublishJourney command, CancellationToken cancellationToken)
    {
        if (await documents.FindAsync(command.Journey, cancellationToken) is not { } document) return new PublishJourneyResult.NotFound();
        if (document.Journey.DraftVersion != command.Draft) return new PublishJourneyResult.ChangedMeanwhile(document);
        if (document.Stopping is not null) return new PublishJourneyResult.Stopping();
        if (!document.CanPublish) return new PublishJourneyResult.Refused(document.Problems);

        int? version;
        try
        {
            version = await queue.WriteAsync(WritePriority.Interactive, (db, token) => WriteAsync(db, command, document.Draft, token), cancellationToken);
        }
        catch (DbUpdateException)
        {
            // On a server database somebody else saved or published between our look and our write.
            version = null;
        }

        if (version is not { } published)
        {
            return await documents.FindAsync(command.Journey, cancellationToken) switch
            {
                null => new PublishJourneyResult.NotFound(),
                { Stopping: not null } => new PublishJourneyResult.Stopping(),
                var present => new PublishJourneyResult.ChangedMeanwhile(present),
            };
        }

        signal.JourneysChanged();
        LogPublished(command.Journey, published);
        return new PublishJourneyResult.Published(published);
    }

    /// <returns>Null when the draft is no longer the one that was judged.</returns>
    private async Task<int?> WriteAsync(StudioDbContext db, PublishJourney command, JourneyDefinition definition, CancellationToken cancellationToken)
    {
        var journey = await db.Journeys.SingleOrDefaultAsync(j => j.Id == command.Journey, cancellationToken);
        if (journey is null || journey.DraftVersion != command.Draft || await TakeEverybodyOut.ActiveAsync(db, journey.Number, cancellationToken) is not null) return null;

        var before = await db.JourneyVersions.AsNoTracking()
            .Where(v => v.Journey == journey.Number).OrderByDescending(v => v.Version).FirstOrDefaultAsync(cancellationToken);
        if (journey.State != JourneyState.Live || before is null || !Doors.SameTrigger(DefinitionReader.ReadStored(before.Definition), definition))
            await Doors.OpenAsync(db, journey.Number, definition, cancellationToken);

        var now = clock.GetUtcNow();
        var version = (before?.Version ?? 0) + 1;
        db.Add(new JourneyVersion
        {
            Journey = journey.Number,
            Version = version,
            Definition = journey.Draft,
            PublishedAt = now,
            PublishedBy = command.By,
        });
        journey.State = JourneyState.Live;
        journey.LiveVersion = version;
        journey.PublishedDraft = journey.DraftVersion;
        journey.ChangedAt = now;
        journey.ChangedBy = command.By;
        return version;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Journey {JourneyId} published as version {Version}")]
    private partial void LogPublished(JourneyId journeyId, int version);
}
