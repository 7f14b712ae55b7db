using System.Diagnostics;
using System.Security.Claims;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Audience;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Journeys;

/// <summary>Journeys for programs: a draft is put as a whole, and published.</summary>
internal static class JourneyEndpoints
{
    public static void MapJourneys(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/journeys").WithTags("Journeys");
        group.AddEndpointFilter<PointedProblemFilter>();
        group.MapGet("", ListAsync).WithName("ListJourneys").RequireAuthorization(Permission.ReadJourneys);
        group.MapGet("/{key}", ReadAsync).WithName("ReadJourney").RequireAuthorization(Permission.ReadJourneys);
        group.MapPut("/{key}", PutAsync).WithName("PutJourney").RequireAuthorization(Permission.WriteJourneys);
        group.MapDelete("/{key}", DeleteAsync).WithName("DeleteJourney").RequireAuthorization(Permission.WriteJourneys);
        group.MapPost("/{key}/publish", PublishAsync).WithName("PublishJourney").RequireAuthorization(Permission.PublishJourneys);
        group.MapPost("/{key}/close", CloseAsync).WithName("CloseJourney").RequireAuthorization(Permission.PublishJourneys);
        group.MapPost("/{key}/stop", StopAsync).WithName("StopJourney").RequireAuthorization(Permission.PublishJourneys);
        group.MapPost("/{key}/open", OpenAsync).WithName("OpenJourney").RequireAuthorization(Permission.PublishJourneys);
        group.MapGet("/{key}/numbers", NumbersAsync).WithName("ReadJourneyNumbers").RequireAuthorization(Permission.ReadJourneys);
    }

    private static async Task<Ok<JourneyPage>> ListAsync(int? limit, string? after, JourneyList list, CancellationToken cancellationToken)
    {
        var size = limit switch
        {
            null => AudienceRequest.DefaultLimit,
            >= 1 and <= AudienceRequest.MaxLimit => limit.Value,
            _ => throw new RequestRefusedException("/limit", $"/limit is a whole number from 1 to {AudienceRequest.MaxLimit}."),
        };
        if (after is not null && !SegmentKey.TryParse(after, out _)) throw new RequestRefusedException("/after", "/after is not one that this list gave.");

        var page = await list.FindAsync(search: null, after, size + 1, cancellationToken);
        return TypedResults.Ok(new JourneyPage([.. page.Take(size).Select(JourneyLine.Of)], page.Count > size ? page[size - 1].Journey.Key : null));
    }

    private static async Task<Results<Ok<DocumentAnswer>, ProblemHttpResult>> ReadAsync(
        string key, JourneyDocuments documents, ProblemWords words, CancellationToken cancellationToken) =>
        await documents.FindAsync(key, cancellationToken) is { } document ? TypedResults.Ok(DocumentAnswer.Of(document, words)) : JourneyProblems.NotFound();

    private static async Task<Results<Created<DocumentAnswer>, Ok<DocumentAnswer>, ProblemHttpResult>> PutAsync(
        string key, HttpRequest http, ClaimsPrincipal user, JourneyDocuments documents, CreateJourneyHandler create, SaveDraftHandler save,
        ProblemWords words, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, ["name", "definition", "version"], cancellationToken);
        var (name, definition, by) = (body.Text("name"), JourneyProblems.Definition(body.Get("definition"), "/definition"), user.Identity?.Name ?? "");
        if (await documents.FindAsync(key, cancellationToken) is not { } present)
        {
            return await create.HandleAsync(new CreateJourney(name, by, key, definition), cancellationToken) switch
            {
                CreateJourneyResult.Created => TypedResults.Created($"/api/v1/journeys/{key}", DocumentAnswer.Of((await documents.FindAsync(key, cancellationToken))!, words)), // just made
                CreateJourneyResult.NameRefused refused => PointedProblem.Refused("/name", refused.Detail),
                CreateJourneyResult.KeyRefused refused => PointedProblem.Refused("/key", refused.Detail),
                CreateJourneyResult.KeyTaken => JourneyProblems.Conflict("Somebody made it in the meantime; PUT again replaces its draft."),
                var other => throw new UnreachableException(other.GetType().Name),
            };
        }

        var change = new DraftChange.Whole(definition, JourneyProblems.Version(body), name);
        return await save.HandleAsync(new SaveDraft(present.Journey.Id, change, by), cancellationToken) switch
        {
            SaveDraftResult.Saved when await documents.FindAsync(key, cancellationToken) is { } saved => TypedResults.Ok(DocumentAnswer.Of(saved, words)),
            SaveDraftResult.ChangedMeanwhile changed => JourneyProblems.Changed(changed.Present, words),
            SaveDraftResult.NameRefused refused => PointedProblem.Refused("/name", refused.Detail),
            _ => JourneyProblems.NotFound(),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string key, JourneyDocuments documents, DeleteJourneyHandler delete, CancellationToken cancellationToken)
    {
        if (await documents.FindAsync(key, cancellationToken) is not { } present) return JourneyProblems.NotFound();

        return await delete.HandleAsync(new DeleteJourney(present.Journey.Id), cancellationToken) switch
        {
            DeleteJourneyResult.Deleted => TypedResults.NoContent(),
            DeleteJourneyResult.Live => JourneyProblems.Conflict("People may enter it: close it first."),
            DeleteJourneyResult.PeopleInside inside => JourneyProblems.Conflict($"{inside.Count} people are inside: wait until they are through."),
            DeleteJourneyResult.NotFound => JourneyProblems.NotFound(),
            var other => throw new UnreachableException(other.GetType().Name),
        };
    }

    private static async Task<Results<Ok<DocumentAnswer>, ProblemHttpResult>> PublishAsync(
        string key, int? version, ClaimsPrincipal user, JourneyDocuments documents, PublishJourneyHandler publish, ProblemWords words, CancellationToken cancellationToken)
    {
        if (await documents.FindAsync(key, cancellationToken) is not { } present) return JourneyProblems.NotFound();

        var command = new PublishJourney(present.Journey.Id, version ?? present.Journey.DraftVersion, user.Identity?.Name ?? "");
        return await publish.HandleAsync(command, cancellationToken) switch
        {
            PublishJourneyResult.Published => await ReadAsync(key, documents, words, cancellationToken),
            PublishJourneyResult.ChangedMeanwhile changed => JourneyProblems.Changed(changed.Present, words),
            PublishJourneyResult.Refused refused => JourneyProblems.Refused(refused.Problems, words),
            PublishJourneyResult.Stopping => JourneyProblems.Stopping(),
            PublishJourneyResult.NotFound => JourneyProblems.NotFound(),
            var other => throw new UnreachableException(other.GetType().Name),
        };
    }

    private static async Task<Results<Ok<DocumentAnswer>, ProblemHttpResult>> CloseAsync(
        string key, ClaimsPrincipal user, JourneyDocuments documents, CloseJourneyHandler close, ProblemWords words, CancellationToken cancellationToken)
    {
        if (await documents.FindAsync(key, cancellationToken) is not { } present) return JourneyProblems.NotFound();

        return await close.HandleAsync(new CloseJourney(present.Journey.Id, user.Identity?.Name ?? ""), cancellationToken) == CloseJourneyResult.NeverPublished
            ? JourneyProblems.Conflict("It was never published, so nobody enters.")
            : await ReadAsync(key, documents, words, cancellationToken);
    }

    private static async Task<Results<Accepted<DocumentAnswer>, ProblemHttpResult>> StopAsync(
        string key, ClaimsPrincipal user, JourneyDocuments documents, StopJourneyHandler stop, ProblemWords words, CancellationToken cancellationToken)
    {
        if (await documents.FindAsync(key, cancellationToken) is not { } present) return JourneyProblems.NotFound();

        return await stop.HandleAsync(new StopJourney(present.Journey.Id, user.Identity?.Name ?? ""), cancellationToken) switch
        {
            StopJourneyResult.NeverPublished => JourneyProblems.Conflict("It was never published, so nobody is inside."),
            StopJourneyResult.Stopping when await documents.FindAsync(key, cancellationToken) is { } stopping =>
                TypedResults.Accepted($"/api/v1/journeys/{key}", DocumentAnswer.Of(stopping, words)),
            _ => JourneyProblems.NotFound(),
        };
    }

    private static async Task<Results<Ok<DocumentAnswer>, ProblemHttpResult>> OpenAsync(
        string key, ClaimsPrincipal user, JourneyDocuments documents, OpenJourneyHandler open, ProblemWords words, CancellationToken cancellationToken)
    {
        if (await documents.FindAsync(key, cancellationToken) is not { } present) return JourneyProblems.NotFound();

        return await open.HandleAsync(new OpenJourney(present.Journey.Id, user.Identity?.Name ?? ""), cancellationToken) switch
        {
            OpenJourneyResult.NeverPublished => JourneyProblems.Conflict("It was never published: publish it."),
            OpenJourneyResult.Stopping => JourneyProblems.Stopping(),
            OpenJourneyResult.SegmentGone => JourneyProblems.Conflict("The segment that lets people in is gone: publish a version with another one."),
            _ => await ReadAsync(key, documents, words, cancellationToken),
        };
    }

    private static async Task<Results<Ok<NumbersAnswer>, ProblemHttpResult>> NumbersAsync(
        string key, int? version, JourneyDocuments documents, JourneyNumbers numbers, CancellationToken cancellationToken) =>
        await documents.FindAsync(key, cancellationToken) is { } present && await numbers.OfAsync(present.Journey.Id, version, cancellationToken) is { } counts
            ? TypedResults.Ok(NumbersAnswer.Of(counts))
            : JourneyProblems.NotFound();
}

/// <param name="Version">Of the draft.</param>
internal sealed record JourneyLine(
    string Key, string Name, string State, int? LiveVersion, int Version, int PublishedDraft, int Entered, int Inside, int Completed, int Exited,
    DateTimeOffset ChangedAt, string ChangedBy)
{
    public static JourneyLine Of(JourneyRow row) => new(
        row.Journey.Key, row.Journey.Name, Word.Of(row.Journey.State), row.Journey.LiveVersion, row.Journey.DraftVersion, row.Journey.PublishedDraft,
        row.Walks.Entered, row.Walks.Inside, row.Walks.Completed, row.Walks.Exited, row.Journey.ChangedAt, row.Journey.ChangedBy);
}

internal sealed record JourneyPage(IReadOnlyList<JourneyLine> Items, string? Next);
