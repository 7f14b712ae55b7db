using System.Diagnostics;
using System.Security.Claims;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Web.Audience;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Journeys;

/// <summary>What the canvas calls; see the README beside this file.</summary>
internal static class JourneyScripts
{
    public static void MapJourneyScripts(this IEndpointRouteBuilder ui)
    {
        var group = ui.MapGroup("/journeys/{id:guid}");
        group.AddEndpointFilter<PointedProblemFilter>();
        group.MapGet("", ReadAsync).RequireAuthorization(Permission.ReadJourneys);
        group.MapPatch("", PatchAsync).RequireAuthorization(Permission.WriteJourneys);
        group.MapPost("/publish", PublishAsync).RequireAuthorization(Permission.PublishJourneys);
        group.MapPost("/close", CloseAsync).RequireAuthorization(Permission.PublishJourneys);
        group.MapPost("/open", OpenAsync).RequireAuthorization(Permission.PublishJourneys);
        group.MapPost("/resume", ResumeAsync).RequireAuthorization(Permission.PublishJourneys);
        group.MapGet("/numbers", NumbersAsync).RequireAuthorization(Permission.ReadJourneys);
        group.MapGet("/people", PeopleRequest.AnswerAsync).RequireAuthorization(Permission.ReadJourneys, Permission.ReadProfiles);
        group.MapPost("/simulate", SimulateRequest.AnswerAsync).RequireAuthorization(Permission.ReadJourneys, Permission.ReadProfiles);
    }

    private static async Task<Results<Ok<DocumentAnswer>, ProblemHttpResult>> ReadAsync(
        Guid id, JourneyDocuments documents, ProblemWords words, CancellationToken cancellationToken) =>
        await documents.FindAsync(new JourneyId(id), cancellationToken) is { } document
            ? TypedResults.Ok(DocumentAnswer.Of(document, words))
            : JourneyProblems.NotFound();

    private static async Task<Results<Ok<PatchAnswer>, ProblemHttpResult>> PatchAsync(
        Guid id, HttpRequest http, ClaimsPrincipal user, SaveDraftHandler save, ProblemWords words, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, ["version", "edits"], cancellationToken);
        var version = JourneyProblems.Version(body) ?? throw new RequestRefusedException("/version", "/version is missing.");
        var (edits, pointer, detail) = EditJson.Read(body.Get("edits"), "/edits");
        if (edits is null) return PointedProblem.Refused(pointer, detail);

        return await save.HandleAsync(new SaveDraft(new JourneyId(id), new DraftChange.Edits(version, edits), user.Identity?.Name ?? ""), cancellationToken) switch
        {
            SaveDraftResult.Saved saved => TypedResults.Ok(PatchAnswer.Of(saved, words)),
            SaveDraftResult.ChangedMeanwhile changed => JourneyProblems.Changed(changed.Present, words),
            SaveDraftResult.EditRefused refused => PointedProblem.Refused(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/edits/{refused.Edit}"), refused.Detail),
            SaveDraftResult.NotFound => JourneyProblems.NotFound(),
            var other => throw new UnreachableException(other.GetType().Name),
        };
    }

    private static async Task<Results<Ok<DocumentAnswer>, ProblemHttpResult>> PublishAsync(
        Guid id, HttpRequest http, ClaimsPrincipal user, PublishJourneyHandler publish, JourneyDocuments documents, ProblemWords words,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, ["version"], cancellationToken);
        var version = JourneyProblems.Version(body) ?? throw new RequestRefusedException("/version", "/version is missing.");
        return await publish.HandleAsync(new PublishJourney(new JourneyId(id), version, user.Identity?.Name ?? ""), cancellationToken) switch
        {
            PublishJourneyResult.Published => await ReadAsync(id, documents, words, cancellationToken),
            PublishJourneyResult.ChangedMeanwhile changed => JourneyProblems.Changed(changed.Present, words),
            PublishJourneyResult.Refused refused => JourneyProblems.Refused(refused.Problems, words),
            PublishJourneyResult.Stopping => JourneyProblems.Stopping(),
            PublishJourneyResult.NotFound => JourneyProblems.NotFound(),
            var other => throw new UnreachableException(other.GetType().Name),
        };
    }

    private static async Task<Results<Ok<DocumentAnswer>, ProblemHttpResult>> CloseAsync(
        Guid id, ClaimsPrincipal user, CloseJourneyHandler close, JourneyDocuments documents, ProblemWords words, CancellationToken cancellationToken) =>
        await close.HandleAsync(new CloseJourney(new JourneyId(id), user.Identity?.Name ?? ""), cancellationToken) switch
        {
            CloseJourneyResult.Closed => await ReadAsync(id, documents, words, cancellationToken),
            CloseJourneyResult.NeverPublished => JourneyProblems.Conflict("It was never published, so nobody enters."),
            CloseJourneyResult.NotFound => JourneyProblems.NotFound(),
            var other => throw new UnreachableException(other.ToString()),
        };

    private static async Task<Results<Ok<DocumentAnswer>, ProblemHttpResult>> OpenAsync(
        Guid id, ClaimsPrincipal user, OpenJourneyHandler open, JourneyDocuments documents, ProblemWords words, CancellationToken cancellationToken) =>
        await open.HandleAsync(new OpenJourney(new JourneyId(id), user.Identity?.Name ?? ""), cancellationToken) switch
        {
            OpenJourneyResult.Open => await ReadAsync(id, documents, words, cancellationToken),
            OpenJourneyResult.NeverPublished => JourneyProblems.Conflict("It was never published: publish it."),
            OpenJourneyResult.SegmentGone => JourneyProblems.Conflict("The segment that lets people in is gone: publish a version with another one."),
            OpenJourneyResult.Stopping => JourneyProblems.Stopping(),
            OpenJourneyResult.NotFound => JourneyProblems.NotFound(),
            var other => throw new UnreachableException(other.ToString()),
        };

    private static async Task<Results<Ok<DocumentAnswer>, ProblemHttpResult>> ResumeAsync(
        Guid id, ResumeMailsHandler resume, JourneyDocuments documents, ProblemWords words, CancellationToken cancellationToken) =>
        await resume.HandleAsync(new ResumeMails(new JourneyId(id)), cancellationToken)
            ? await ReadAsync(id, documents, words, cancellationToken)
            : JourneyProblems.NotFound();

    private static async Task<Results<Ok<NumbersAnswer>, ProblemHttpResult>> NumbersAsync(
        Guid id, int? version, JourneyNumbers numbers, CancellationToken cancellationToken) =>
        await numbers.OfAsync(new JourneyId(id), version, cancellationToken) is { } counts
            ? TypedResults.Ok(NumbersAnswer.Of(counts))
            : JourneyProblems.NotFound();
}
