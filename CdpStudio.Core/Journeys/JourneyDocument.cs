using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys;

/// <summary>A journey as whoever draws it sees it.</summary>
/// <param name="Draft">As it is being drawn.</param>
/// <param name="Problems">Of the draft.</param>
/// <param name="Resting">Since when its mails rest because the mail server refused; null when they do not.</param>
/// <param name="Stopping">While everybody is taken out; else null.</param>
public sealed record JourneyDocument(
    Journey Journey, JourneyDefinition Draft, IReadOnlyList<JourneyProblem> Problems, DateTimeOffset? Resting, JourneyStopping? Stopping = null)
{
    public bool CanPublish => Problems.All(p => p.Severity != ProblemSeverity.Error);
}

/// <param name="Done">People who were taken out so far.</param>
/// <param name="Total">Null until they were counted.</param>
public sealed record JourneyStopping(Jobs.JobRunId Run, long Done, long? Total);

public sealed class JourneyDocuments(IDbContextFactory<StudioDbContext> contexts, JourneyChecks checks)
{
    /// <summary>Null when there is no such journey.</summary>
    public async Task<JourneyDocument?> FindAsync(JourneyId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var journey = await db.Journeys.AsNoTracking().SingleOrDefaultAsync(j => j.Id == id, cancellationToken);
        return journey is null ? null : await OfAsync(db, journey, cancellationToken);
    }

    /// <inheritdoc cref="FindAsync(JourneyId, CancellationToken)"/>
    public async Task<JourneyDocument?> FindAsync(string key, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var journey = await db.Journeys.AsNoTracking().SingleOrDefaultAsync(j => j.Key == key, cancellationToken);
        return journey is null ? null : await OfAsync(db, journey, cancellationToken);
    }

    private async Task<JourneyDocument> OfAsync(StudioDbContext db, Journey journey, CancellationToken cancellationToken)
    {
        var draft = DefinitionReader.ReadStored(journey.Draft);
        var resting = await Positions.FindAsync(db, Positions.Rest(journey.Number), cancellationToken);
        return new JourneyDocument(
            journey,
            draft,
            await checks.ProblemsAsync(draft, cancellationToken),
            resting is { } since ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null,
            await TakeEverybodyOut.ActiveAsync(db, journey.Number, cancellationToken) is { } run ? new JourneyStopping(run.Id, run.Done, run.Total) : null);
    }
}
