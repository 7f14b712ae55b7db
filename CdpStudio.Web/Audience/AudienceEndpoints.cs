using System.Text.Json.Nodes;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;

namespace CdpStudio.Web.Audience;

internal static class AudienceEndpoints
{
    private static readonly BodyMember[] s_asked = [BodyMember.Rule, BodyMember.Text("asOf"), BodyMember.Any("knownAt")];

    public static void MapAudience(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/audience").WithTags("Audience").RequireAuthorization(Permission.QueryAudience);
        group.AddEndpointFilter<PointedProblemFilter>().AddEndpointFilter<WholeAudienceFilter>();
        group.MapPost("/count", CountAsync).WithName("CountAudience").WithJson([.. s_asked]);
        group.MapPost("/members", MembersAsync).WithName("ListAudienceMembers").WithJson([.. s_asked, BodyMember.Limit, BodyMember.Any("after"), new("fields", JsonSchemaType.Array)]).RequireAuthorization(Permission.ReadProfiles);
        group.MapPost("/explain", ExplainAsync).WithName("ExplainAudience").WithJson([.. s_asked, BodyMember.Text("profile", isRequired: true)]).RequireAuthorization(Permission.ReadProfiles);
        group.MapPost("/funnel", FunnelAsync).WithName("CountAudienceNodes").WithJson([.. s_asked]);
        // The values of an attribute may be e-mail addresses, so counting by them shows who is there.
        group.MapPost("/breakdown", BreakdownAsync).WithName("BreakDownAudience").WithJson([.. s_asked, new("by", JsonSchemaType.Object, IsRequired: true), BodyMember.Limit]).RequireAuthorization(Permission.ReadProfiles);
    }

    private static async Task<Ok<CountAnswer>> CountAsync(
        HttpRequest http, IAudienceEngine engine, WorkspaceVocabulary vocabulary, CurrentWorkspace workspace, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var body = await RequestBody.ReadAsync(http, ["rule", "asOf", "knownAt"], cancellationToken);
        var request = AudienceRequest.Of(body, vocabulary, workspace.Zone);

        var answer = await engine.CountAsync(request.Query, cancellationToken);
        return TypedResults.Ok(new CountAnswer(
            answer.Count, answer.Total, ElapsedMs(clock, began), request.Warnings));
    }

    private static async Task<Ok<FunnelAnswer>> FunnelAsync(
        HttpRequest http, IAudienceEngine engine, WorkspaceVocabulary vocabulary, CurrentWorkspace workspace, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var body = await RequestBody.ReadAsync(http, ["rule", "asOf", "knownAt"], cancellationToken);
        var request = AudienceRequest.Of(body, vocabulary, workspace.Zone);

        var answer = await engine.CountNodesAsync(request.Query, cancellationToken);
        return TypedResults.Ok(new FunnelAnswer(
            answer.Nodes[0].Count, answer.Total, [.. answer.Nodes.Select(FunnelNode.Of)], ElapsedMs(clock, began), request.Warnings));
    }

    private static async Task<Ok<BreakdownAnswer>> BreakdownAsync(
        HttpRequest http, SeenAudience engine, WorkspaceVocabulary vocabulary, CurrentWorkspace workspace, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var body = await RequestBody.ReadAsync(http, ["rule", "asOf", "knownAt", "by", "limit"], cancellationToken);
        var request = AudienceRequest.Of(body, vocabulary, workspace.Zone);
        var by = BreakdownRequest.Of(body.Get("by"), vocabulary);

        var answer = await engine.BreakDownAsync(request.Query, by.By, AudienceRequest.Limit(body), cancellationToken);
        return TypedResults.Ok(BreakdownAnswer.Of(answer, ElapsedMs(clock, began), [.. request.Warnings, .. by.Warnings]));
    }

    private static async Task<Ok<MembersAnswer>> MembersAsync(
        HttpRequest http, SeenAudience engine, WorkspaceVocabulary vocabulary, CurrentWorkspace workspace, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, ["rule", "asOf", "knownAt", "limit", "after", "fields"], cancellationToken);
        var request = AudienceRequest.Of(body, vocabulary, workspace.Zone);
        var fields = AudienceRequest.Fields(body);
        var limit = AudienceRequest.Limit(body);

        var members = await engine.ReadMembersAsync(request.Query, fields, AudienceRequest.After(body), cancellationToken);
        return TypedResults.Ok(MembersAnswer.Of(members, fields, limit, request.Warnings));
    }

    private static async Task<Results<Ok<JsonObject>, ProblemHttpResult>> ExplainAsync(
        HttpRequest http, SeenAudience engine, SeenPeople people, SeenEvents seen, WorkspaceVocabulary vocabulary,
        CurrentWorkspace workspace, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, ["rule", "asOf", "knownAt", "profile"], cancellationToken);
        var request = AudienceRequest.Of(body, vocabulary, workspace.Zone);
        if (people.NumberOf(AudienceRequest.Profile(body)) is not { } profile) return NoProfile();
        if (await engine.ForeseeAsync(request.Query, profile, cancellationToken) is not { } explanation) return NoProfile();

        var events = await seen.FetchAsync(profile, [.. ExplanationAnswer.Events(explanation).Distinct()], cancellationToken);
        var answer = ExplanationAnswer.Of(request.RuleJson, explanation, events.ToDictionary(e => e.Number));
        answer["warnings"] = new JsonArray([.. request.Warnings.Select(w => new JsonObject { ["pointer"] = w.Pointer, ["detail"] = w.Detail })]);
        return TypedResults.Ok(answer);
    }

    private static double ElapsedMs(TimeProvider clock, long began) => Math.Round(clock.GetElapsedTime(began).TotalMilliseconds, 3);

    private static ProblemHttpResult NoProfile() =>
        TypedResults.Problem("There is no such profile at that time.", statusCode: StatusCodes.Status404NotFound);
}
