using System.Security.Claims;
using System.Text.Json;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Web.Audience;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Campaigns;

internal static class CampaignEndpoints
{
    private static readonly string[] s_members = ["name", "content", "audience", "version"];

    public static void MapCampaigns(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/campaigns").WithTags("Campaigns");
        group.AddEndpointFilter<PointedProblemFilter>();
        group.MapGet("", ListAsync).WithName("ListCampaigns").RequireAuthorization(Permission.ReadCampaigns);
        group.MapPost("", CreateAsync).WithName("MakeCampaign").RequireAuthorization(Permission.WriteCampaigns);
        group.MapGet("/{id:guid}", ReadAsync).WithName("ReadCampaign").RequireAuthorization(Permission.ReadCampaigns);
        group.MapPut("/{id:guid}", ChangeAsync).WithName("PutCampaign").RequireAuthorization(Permission.WriteCampaigns);
        group.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteCampaign").RequireAuthorization(Permission.WriteCampaigns);
        group.MapPost("/{id:guid}/schedule", ScheduleAsync).WithName("ScheduleCampaign").RequireAuthorization(Permission.SendCampaigns);
        group.MapPost("/{id:guid}/take-back", TakeBackAsync).WithName("TakeBackCampaign").RequireAuthorization(Permission.SendCampaigns);
        group.MapPost("/{id:guid}/pause", PauseAsync).WithName("PauseCampaign").RequireAuthorization(Permission.SendCampaigns);
        group.MapPost("/{id:guid}/resume", ResumeAsync).WithName("ResumeCampaign").RequireAuthorization(Permission.SendCampaigns);
        group.MapPost("/{id:guid}/cancel", CancelAsync).WithName("CancelCampaign").RequireAuthorization(Permission.SendCampaigns);
    }

    private static async Task<Ok<CampaignsAnswer>> ListAsync(int? limit, Guid? after, CampaignList list, CancellationToken cancellationToken)
    {
        var size = limit switch
        {
            null => AudienceRequest.DefaultLimit,
            >= 1 and <= AudienceRequest.MaxLimit => limit.Value,
            _ => throw new RequestRefusedException("/limit", $"/limit is a whole number from 1 to {AudienceRequest.MaxLimit}."),
        };
        var page = await list.FindAsync(search: null, after is { } id ? new CampaignId(id) : null, size + 1, cancellationToken);
        return TypedResults.Ok(new CampaignsAnswer(
            [.. page.Take(size).Select(CampaignAnswer.Of)], page.Count > size ? page[size - 1].Id.Value : null));
    }

    private static async Task<Results<Ok<CampaignAnswer>, ProblemHttpResult>> ReadAsync(Guid id, CampaignList list, CancellationToken cancellationToken) =>
        await list.ReadAsync(new CampaignId(id), cancellationToken) is { } row ? TypedResults.Ok(CampaignAnswer.Of(row)) : NotFound(id);

    private static async Task<Results<Created<CampaignAnswer>, ProblemHttpResult>> CreateAsync(
        HttpRequest http, ClaimsPrincipal user, CreateCampaignHandler create, CampaignList list, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, s_members, cancellationToken);
        var command = new CreateCampaign(body.Text("name"), Content(body) ?? MessageContent.Empty, Audience(body) ?? CampaignAudience.Nobody, By(user));
        switch (await create.HandleAsync(command, cancellationToken))
        {
            case CreateCampaignResult.Created made:
                var row = await list.ReadAsync(made.Id, cancellationToken);
                return TypedResults.Created($"/api/v1/campaigns/{made.Id.Value:D}", CampaignAnswer.Of(row!)); // just made
            case CreateCampaignResult.NameRefused:
                return NameRefused();
            case CreateCampaignResult.ContentTooLong:
                return PointedProblem.Refused("/content", "/content is too long.");
            case var other:
                throw new System.Diagnostics.UnreachableException(other.GetType().Name);
        }
    }

    private static async Task<Results<Ok<CampaignAnswer>, ProblemHttpResult>> ChangeAsync(
        Guid id, HttpRequest http, ClaimsPrincipal user, ChangeCampaignHandler change, CampaignList list, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, s_members, cancellationToken);
        var version = body.Get("version") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var given)
            ? given
            : throw new RequestRefusedException("/version", "/version is the number of the version that you read.");
        var command = new ChangeCampaign(
            new CampaignId(id), version, By(user), body.Find("name") is null ? null : body.Text("name"), Content(body), Audience(body));
        return await change.HandleAsync(command, cancellationToken) switch
        {
            ChangeCampaignResult.Changed => await ReadAsync(id, list, cancellationToken),
            ChangeCampaignResult.ChangedMeanwhile clash => Conflict($"{clash.By} saved version {clash.Version} in the meantime."),
            ChangeCampaignResult.NotADraft there => Conflict($"The campaign is {Name(there.State)}; only a draft can be changed, but for its name."),
            ChangeCampaignResult.NameRefused => NameRefused(),
            ChangeCampaignResult.ContentTooLong => PointedProblem.Refused("/content", "/content is too long."),
            ChangeCampaignResult.NotFound => NotFound(id),
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, DeleteCampaignHandler delete, CancellationToken cancellationToken) =>
        await delete.HandleAsync(new DeleteCampaign(new CampaignId(id)), cancellationToken) switch
        {
            DeleteCampaignResult.Deleted => TypedResults.NoContent(),
            DeleteCampaignResult.NotADraft there => Conflict($"The campaign is {Name(there.State)}; only a draft can be deleted."),
            DeleteCampaignResult.NotFound => NotFound(id),
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };

    private static async Task<Results<Ok<CampaignAnswer>, ProblemHttpResult>> ScheduleAsync(
        Guid id, HttpRequest http, ClaimsPrincipal user, ScheduleCampaignHandler schedule, CampaignList list, CurrentWorkspace workspace,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, ["at", "version"], cancellationToken);
        var campaign = new CampaignId(id);
        var version = body.Find("version") is not { } given ? (await list.ReadAsync(campaign, cancellationToken))?.Version ?? 0
            : given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out var number) ? number
            : throw new RequestRefusedException("/version", "/version is the number of the version that you read.");
        return await schedule.HandleAsync(new ScheduleCampaign(campaign, version, At(body, workspace.Zone), By(user)), cancellationToken) switch
        {
            ScheduleCampaignResult.Scheduled => await ReadAsync(id, list, cancellationToken),
            ScheduleCampaignResult.Refused refused => PointedProblem.Refused("", string.Join(' ', refused.Obstacles.Select(Words))),
            ScheduleCampaignResult.ChangedMeanwhile clash => Conflict($"{clash.By} saved version {clash.Version} in the meantime."),
            ScheduleCampaignResult.NotADraft there => Conflict($"The campaign is {Name(there.State)}; only a draft can be scheduled."),
            ScheduleCampaignResult.NotFound => NotFound(id),
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };
    }

    private static async Task<Results<Ok<CampaignAnswer>, ProblemHttpResult>> TakeBackAsync(
        Guid id, ClaimsPrincipal user, CampaignActions actions, CampaignList list, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await actions.TakeBackAsync(new CampaignId(id), By(user), cancellationToken), "taken back", list, cancellationToken);

    private static async Task<Results<Ok<CampaignAnswer>, ProblemHttpResult>> PauseAsync(
        Guid id, ClaimsPrincipal user, CampaignActions actions, CampaignList list, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await actions.PauseAsync(new CampaignId(id), By(user), cancellationToken), "paused", list, cancellationToken);

    private static async Task<Results<Ok<CampaignAnswer>, ProblemHttpResult>> ResumeAsync(
        Guid id, ClaimsPrincipal user, CampaignActions actions, CampaignList list, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await actions.ResumeAsync(new CampaignId(id), By(user), cancellationToken), "resumed", list, cancellationToken);

    private static async Task<Results<Ok<CampaignAnswer>, ProblemHttpResult>> CancelAsync(
        Guid id, ClaimsPrincipal user, CampaignActions actions, CampaignList list, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await actions.CancelAsync(new CampaignId(id), By(user), cancellationToken), "cancelled", list, cancellationToken);

    private static async Task<Results<Ok<CampaignAnswer>, ProblemHttpResult>> AnswerAsync(
        Guid id, CampaignMove move, string what, CampaignList list, CancellationToken cancellationToken) => move switch
    {
        CampaignMove.Moved => await ReadAsync(id, list, cancellationToken),
        CampaignMove.NotFrom from => Conflict($"The campaign is {Name(from.State)}; it can't be {what} now."),
        CampaignMove.NotFound => NotFound(id),
        var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
    };

    private static MessageContent? Content(RequestBody body) =>
        body.Find("content") is not { } json ? null
        : MessageContentJson.TryRead(json.GetRawText(), out var content, out var why) ? content
        : throw new RequestRefusedException("/content", $"/content: {why}");

    private static CampaignAudience? Audience(RequestBody body) =>
        body.Find("audience") is not { } json ? null
        : CampaignAudienceJson.TryRead(json.GetRawText(), out var audience, out var why) ? audience
        : throw new RequestRefusedException("/audience", $"/audience: {why}");

    private static DateTimeOffset? At(RequestBody body, WorkspaceZone zone) => body.Find("at") switch
    {
        null => null,
        { } value when RequestBody.TryText(value) is { } text && WrittenDate.TryParse(text, out var date) =>
            EpochTime.ToMoment(zone.Moment(date)),
        _ => throw new RequestRefusedException("/at", "/at is not a time such as 2026-01-31T12:00:00Z; without it the campaign goes out in a minute."),
    };

    private static string Words(ScheduleObstacle obstacle) => obstacle switch
    {
        ScheduleObstacle.NoSegment => "The audience has no segment.",
        ScheduleObstacle.SegmentMissing missing => $"There is no segment '{missing.Key}'.",
        ScheduleObstacle.SegmentBroken broken => $"The rule of segment '{broken.Key}' can't be read.",
        ScheduleObstacle.NobodyGetsIt => "Nobody in the audience can get it.",
        ScheduleObstacle.Content content => $"The message is not ready: {content.Problem.Kind}{(content.Problem.About is { } about ? $" ({about})" : "")}.",
        ScheduleObstacle.NoSender => "There is a mail server and no address that mail comes from.",
        ScheduleObstacle.TimeIsPast => "The time is past.",
        _ => throw new System.Diagnostics.UnreachableException(obstacle.GetType().Name),
    };

    private static string Name(CampaignState state) => CampaignAnswer.NameOf(state);

    private static string By(ClaimsPrincipal user) => user.Identity?.Name ?? "";

    private static ProblemHttpResult NameRefused() =>
        PointedProblem.Refused("/name", $"/name has 1 to {Campaign.MaxNameLength} characters.");

    private static ProblemHttpResult Conflict(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict);

    private static ProblemHttpResult NotFound(Guid id) =>
        TypedResults.Problem($"There is no campaign '{id:D}'.", statusCode: StatusCodes.Status404NotFound);
}
