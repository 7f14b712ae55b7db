using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Web.Journeys.Outline;
using CdpStudio.Web.Journeys.Steps;
using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys;

/// <summary>What the journey page does with a journey, in the page's words.</summary>
public sealed class JourneyDesk(
    JourneyDocuments documents, CreateJourneyHandler create, SaveDraftHandler save, PublishJourneyHandler publish, CloseJourneyHandler close, StopJourneyHandler stop,
    OpenJourneyHandler open, RenameJourneyHandler rename, DeleteJourneyHandler delete, ResumeMailsHandler resume, JourneyNumbers numbers, ProblemWords words,
    IStringLocalizer<JourneyTexts> texts)
{
    public Task<JourneyDocument?> ReadAsync(string key, CancellationToken cancellationToken) => documents.FindAsync(key, cancellationToken);

    /// <summary>Null before anybody could come in; of all versions where the one asked for does not exist.</summary>
    public async Task<JourneyCounts?> CountAsync(Journey journey, int? version, CancellationToken cancellationToken)
    {
        if (journey.LiveVersion is null) return null;

        return await numbers.OfAsync(journey.Id, version, cancellationToken) ?? await numbers.OfAsync(journey.Id, version: null, cancellationToken);
    }

    /// <summary>A journey of its own with the same draft; null where its name would be too long.</summary>
    public async Task<Journey?> CopyAsync(JourneyDocument original, string by, CancellationToken cancellationToken) =>
        await create.HandleAsync(new CreateJourney(texts["CopyOf", original.Journey.Name], by, Definition: original.Draft), cancellationToken) is CreateJourneyResult.Created made
            ? made.Journey
            : null;

    public async Task<DraftAnswer> SaveAsync(JourneyId journey, int version, JourneyDefinition draft, string by, CancellationToken cancellationToken) =>
        await save.HandleAsync(new SaveDraft(journey, new DraftChange.Whole(draft, version), by), cancellationToken) switch
        {
            SaveDraftResult.Saved saved => new DraftAnswer.Saved(saved.Version),
            SaveDraftResult.ChangedMeanwhile { Present: var present } => new DraftAnswer.Clash(present.Draft, present.Journey.DraftVersion, present.Journey.ChangedBy),
            SaveDraftResult.NameRefused refused => new DraftAnswer.Refused(refused.Detail),
            SaveDraftResult.EditRefused refused => new DraftAnswer.Refused(refused.Detail),
            SaveDraftResult.NotFound => new DraftAnswer.Refused(texts["DeletedMeanwhile"]),
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };

    /// <returns>Why it was not published, in the reader's words; null when it was.</returns>
    public async Task<string?> PublishAsync(JourneyId journey, int version, string by, CancellationToken cancellationToken) =>
        await publish.HandleAsync(new PublishJourney(journey, version, by), cancellationToken) switch
        {
            PublishJourneyResult.Published => null,
            PublishJourneyResult.ChangedMeanwhile changed => texts["ChangedMeanwhile", changed.Present.Journey.ChangedBy].Value,
            PublishJourneyResult.Stopping => texts["StoppingNow"].Value,
            PublishJourneyResult.Refused => texts["PublishRefused"].Value,
            PublishJourneyResult.NotFound => texts["DeletedMeanwhile"].Value,
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };

    /// <returns>Why people still enter; null when nobody does.</returns>
    public async Task<string?> CloseAsync(JourneyId journey, string by, CancellationToken cancellationToken) =>
        await close.HandleAsync(new CloseJourney(journey, by), cancellationToken) == CloseJourneyResult.Closed ? null : texts["DeletedMeanwhile"].Value;

    /// <returns>Why nobody is taken out; null when everybody is.</returns>
    public async Task<string?> StopAsync(JourneyId journey, string by, CancellationToken cancellationToken) =>
        await stop.HandleAsync(new StopJourney(journey, by), cancellationToken) == StopJourneyResult.Stopping ? null : texts["DeletedMeanwhile"].Value;

    /// <returns>Why people do not enter again; null when they do.</returns>
    public async Task<string?> OpenAsync(JourneyId journey, string by, CancellationToken cancellationToken) =>
        await open.HandleAsync(new OpenJourney(journey, by), cancellationToken) switch
        {
            OpenJourneyResult.Open => null,
            OpenJourneyResult.Stopping => texts["StoppingNow"].Value,
            OpenJourneyResult.SegmentGone => texts["SegmentGone"].Value,
            OpenJourneyResult.NeverPublished or OpenJourneyResult.NotFound => texts["DeletedMeanwhile"].Value,
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };

    /// <returns>What is wrong with the name; null when nothing is.</returns>
    public async Task<string?> RenameAsync(JourneyId journey, string name, string by, CancellationToken cancellationToken) =>
        await rename.HandleAsync(new RenameJourney(journey, name.Trim(), by), cancellationToken) switch
        {
            RenameJourneyResult.Renamed => null,
            RenameJourneyResult.NameRefused => texts["NameRefused"].Value,
            RenameJourneyResult.NotFound => texts["DeletedMeanwhile"].Value,
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };

    /// <returns>Why it is still there; null when it is gone.</returns>
    public async Task<string?> DeleteAsync(JourneyId journey, CancellationToken cancellationToken) =>
        await delete.HandleAsync(new DeleteJourney(journey), cancellationToken) switch
        {
            DeleteJourneyResult.Deleted or DeleteJourneyResult.NotFound => null,
            DeleteJourneyResult.Live => texts["DeleteLive"].Value,
            DeleteJourneyResult.PeopleInside inside => texts.Plural("DeleteInside", inside.Count),
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };

    public Task ResumeAsync(JourneyId journey, CancellationToken cancellationToken) => resume.HandleAsync(new ResumeMails(journey), cancellationToken);

    public IReadOnlyList<StepProblem> Worded(IReadOnlyList<JourneyProblem> problems) =>
        [.. problems.Select(p => new StepProblem(p.Step, FieldOf(p), p.Severity == ProblemSeverity.Error, words.Of(p)))];

    // A mail's members have fields of their own.
    private static string FieldOf(JourneyProblem problem) => problem.Field == "content" ? problem.Pointer.TrimStart('/') : problem.Field;
}
