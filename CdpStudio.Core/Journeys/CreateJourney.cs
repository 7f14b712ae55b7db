using System.Globalization;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Segments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Journeys;

/// <param name="Key">Null makes one from the name.</param>
/// <param name="Definition">What is drawn already; null begins with an entry and an exit.</param>
/// <param name="By">A user's name or an API key's.</param>
public sealed record CreateJourney(string Name, string By, string? Key = null, JourneyDefinition? Definition = null);

public abstract record CreateJourneyResult
{
    private CreateJourneyResult()
    {
    }

    public sealed record Created(Journey Journey) : CreateJourneyResult;

    public sealed record NameRefused(string Detail) : CreateJourneyResult;

    public sealed record KeyRefused(string Detail) : CreateJourneyResult;

    public sealed record KeyTaken(string Key) : CreateJourneyResult;
}

public sealed partial class CreateJourneyHandler(IWriteQueue queue, JourneySets sets, TimeProvider clock, ILogger<CreateJourneyHandler> logger)
{
    public async Task<CreateJourneyResult> HandleAsync(CreateJourney command, CancellationToken cancellationToken)
    {
        if (NameRefusal(command.Name) is { } refusal) return new CreateJourneyResult.NameRefused(refusal);
        if (command.Key is not null && !SegmentKey.TryParse(command.Key, out _))
            return new CreateJourneyResult.KeyRefused($"A key has 1 to {Journey.MaxKeyLength} of a-z, 0-9 and -.");

        var result = await queue.WriteAsync(WritePriority.Interactive, (db, token) => WriteAsync(db, command, token), cancellationToken);
        if (result is CreateJourneyResult.Created created)
        {
            await sets.LoadAsync(cancellationToken);
            LogCreated(created.Journey.Id);
        }

        return result;
    }

    /// <summary>Null when the name is one.</summary>
    internal static string? NameRefusal(string name)
    {
        if (string.IsNullOrWhiteSpace(name)) return "A journey needs a name.";

        return name.Length > Journey.MaxNameLength
            ? string.Create(CultureInfo.InvariantCulture, $"A journey's name has at most {Journey.MaxNameLength} characters.")
            : null;
    }

    private async Task<CreateJourneyResult> WriteAsync(StudioDbContext db, CreateJourney command, CancellationToken cancellationToken)
    {
        var keys = (await db.Journeys.Select(j => j.Key).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        if (command.Key is not null && keys.Contains(command.Key)) return new CreateJourneyResult.KeyTaken(command.Key);

        var number = (await Positions.FindAsync(db, Positions.LastNumber, cancellationToken) ?? 0) + 1;
        await Positions.SetAsync(db, Positions.LastNumber, number, cancellationToken);
        var now = clock.GetUtcNow();
        var journey = new Journey
        {
            Id = JourneyId.New(now),
            Number = new JourneyNumber((int)number),
            Key = command.Key ?? SegmentKey.FromName(command.Name, k => keys.Contains(k.Value), "journey").Value,
            Name = command.Name,
            State = JourneyState.Draft,
            Draft = DefinitionWriter.Write(command.Definition ?? Beginning),
            DraftVersion = 1,
            Owner = command.By,
            CreatedAt = now,
            ChangedAt = now,
            ChangedBy = command.By,
        };
        db.Add(journey);
        return new CreateJourneyResult.Created(journey);
    }

    // An empty canvas says nothing about what to do with it.
    private static JourneyDefinition Beginning { get; } = JourneyDefinition.Of(
        [new JourneyStep.Entry("entry", "", null, null, Trigger: null, EntryAgain.Never), new JourneyStep.Exit("exit", "", null, null)],
        [new JourneyEdge("entry", Outcome.Next, "exit")]);

    [LoggerMessage(Level = LogLevel.Information, Message = "Journey {JourneyId} made")]
    private partial void LogCreated(JourneyId journeyId);
}
