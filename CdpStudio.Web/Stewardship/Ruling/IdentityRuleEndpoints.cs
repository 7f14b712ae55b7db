using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Stewardship.Ruling;
using CdpStudio.Web.Audience;
using CdpStudio.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Stewardship.Ruling;

internal static class IdentityRuleEndpoints
{
    private static readonly string[] s_members = ["namespaces"];
    private static readonly string[] s_namespaceMembers = ["namespace", "normaliser", "country", "limit", "period", "shared", "blocked"];

    public static void MapIdentityRules(this IEndpointRouteBuilder api)
    {
        var rules = api.MapGroup("/identity/rules").WithTags("Identity");
        rules.AddEndpointFilter<PointedProblemFilter>();
        rules.MapGet("", async (IdentityRuleList list, CancellationToken token) => TypedResults.Ok(RulesAnswer.Of(await list.CurrentAsync(token))))
            .WithName("ReadIdentityRules").RequireAuthorization(Permission.ReadWorkspace);
        rules.MapGet("/versions", async (IdentityRuleList list, CancellationToken token) => TypedResults.Ok((await list.VersionsAsync(token)).Select(RulesAnswer.Of)))
            .WithName("ListIdentityRules").RequireAuthorization(Permission.ReadWorkspace);
        rules.MapPost("/previews", PreviewAsync).WithName("PreviewIdentityRules").WithJson(BodyMember.Any("namespaces") with { IsRequired = true })
            .RequireAuthorization(Permission.WriteWorkspace);
        rules.MapGet("/previews/{id:long}", ReadPreviewAsync).WithName("ReadIdentityPreview").RequireAuthorization(Permission.WriteWorkspace);
        rules.MapPost("/previews/{id:long}/set", SetAsync).WithName("SetIdentityRules").RequireAuthorization(Permission.WriteWorkspace);
    }

    private static async Task<Accepted<StartedPreview>> PreviewAsync(
        HttpRequest http, ClaimsPrincipal user, PreviewIdentityRulesHandler previews, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, s_members, cancellationToken);
        var result = await previews.HandleAsync(new PreviewIdentityRules(NamespacesOf(body), user.Identity?.Name ?? ""), cancellationToken);
        return result switch
        {
            PreviewIdentityRulesResult.Started started => TypedResults.Accepted(
                string.Create(CultureInfo.InvariantCulture, $"/api/v1/identity/rules/previews/{started.Preview}"), new StartedPreview(started.Preview)),
            PreviewIdentityRulesResult.Refused { Problem: var problem } => throw new RequestRefusedException("/namespaces", Words(problem)),
            _ => throw new UnreachableException(result.GetType().Name),
        };
    }

    private static async Task<Results<Ok<PreviewAnswer>, ProblemHttpResult>> ReadPreviewAsync(long id, IdentityRuleList list, CancellationToken cancellationToken) =>
        await list.PreviewAsync(id, cancellationToken) is { } preview ? TypedResults.Ok(PreviewAnswer.Of(preview)) : NoPreview();

    private static async Task<Results<Accepted<RulesSet>, ProblemHttpResult>> SetAsync(
        long id, ClaimsPrincipal user, SetIdentityRulesHandler set, CancellationToken cancellationToken) =>
        await set.HandleAsync(new SetIdentityRules(id, user.Identity?.Name ?? ""), cancellationToken) switch
        {
            SetIdentityRulesResult.Set done => TypedResults.Accepted("/api/v1/identity/rules", new RulesSet(done.Version, done.Job.Value)),
            SetIdentityRulesResult.NotFound => NoPreview(),
            SetIdentityRulesResult.NotReady => TypedResults.Problem("What these rules do is not known yet.", statusCode: StatusCodes.Status409Conflict),
            SetIdentityRulesResult.Overtaken => TypedResults.Problem(
                "Other rules were set since this preview. Preview again.", statusCode: StatusCodes.Status409Conflict),
            var other => throw new UnreachableException(other.GetType().Name),
        };

    private static List<NamespaceRule> NamespacesOf(RequestBody body)
    {
        var list = body.Get("namespaces");
        if (list.ValueKind != JsonValueKind.Array) throw new RequestRefusedException("/namespaces", "/namespaces is not a list.");

        return [.. list.EnumerateArray().Select((item, i) => NamespaceOf(item, string.Create(CultureInfo.InvariantCulture, $"/namespaces/{i}")))];
    }

    private static NamespaceRule NamespaceOf(JsonElement item, string place)
    {
        var members = RequestBody.Members(item, s_namespaceMembers, place);
        var period = Text(members, "period", place) ?? "ever";
        var normaliser = Text(members, "normaliser", place);
        return new NamespaceRule
        {
            Normaliser = normaliser is null ? null
                : NormaliserName.Read(normaliser)
                    ?? throw new RequestRefusedException($"{place}/normaliser", $"{place}/normaliser is one of {string.Join(", ", NormaliserName.All)}."),
            Country = Text(members, "country", place),
            Namespace = Text(members, "namespace", place) ?? throw new RequestRefusedException($"{place}/namespace", $"{place}/namespace is missing."),
            Limit = Number(members, place),
            Period = PeriodName.Read(period) ?? throw new RequestRefusedException($"{place}/period", $"{place}/period is one of {string.Join(", ", PeriodName.All)}."),
            IsShared = Given(members, "shared")?.ValueKind switch
            {
                null or JsonValueKind.False => false,
                JsonValueKind.True => true,
                _ => throw new RequestRefusedException($"{place}/shared", $"{place}/shared is true or false."),
            },
            Blocked = Given(members, "blocked") is not { } blocked ? []
                : blocked.ValueKind == JsonValueKind.Array && blocked.EnumerateArray().All(b => RequestBody.TryText(b) is not null)
                    ? [.. blocked.EnumerateArray().Select(b => RequestBody.TryText(b)!)] // the line above
                    : throw new RequestRefusedException($"{place}/blocked", $"{place}/blocked is a list of texts."),
        };
    }

    private static int? Number(Dictionary<string, JsonElement> members, string place) =>
        Given(members, "limit") is not { } limit ? null
        : limit.ValueKind == JsonValueKind.Number && limit.TryGetInt32(out var number) ? number
        : throw new RequestRefusedException($"{place}/limit", $"{place}/limit is a whole number or null.");

    private static string? Text(Dictionary<string, JsonElement> members, string name, string place) =>
        Given(members, name) is not { } value ? null
        : RequestBody.TryText(value) ?? throw new RequestRefusedException($"{place}/{name}", $"{place}/{name} is not text.");

    private static JsonElement? Given(Dictionary<string, JsonElement> members, string name) =>
        members.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string Words(RuleProblem problem) => problem.Kind switch
    {
        RuleProblemKind.TooMany => $"There are at most {RuleProblem.MostNamespaces} namespaces.",
        RuleProblemKind.NoName => $"'{problem.Namespace}' is no name of a namespace.",
        RuleProblemKind.Twice => $"{problem.Namespace} is there twice.",
        RuleProblemKind.LimitOutOfRange => $"The limit of {problem.Namespace} is from 1 to {NamespaceRule.LargestLimit}.",
        RuleProblemKind.NoSuchPeriod => $"{problem.Namespace} has no such period.",
        RuleProblemKind.BadPattern => $"{problem.Namespace} blocks at most {RuleProblem.MostPatterns} values of {RuleProblem.LongestPattern} letters each.",
        RuleProblemKind.BlocksEverything => $"This blocks every value of {problem.Namespace}.",
        RuleProblemKind.UserIdIsFixed => "A profile has one user_id: its limit can't be changed, and it can't be shared.",
        RuleProblemKind.NormaliserIsFixed => $"What of {problem.Namespace} is compared can't be chosen.",
        RuleProblemKind.NoSuchCountry => $"The country of {problem.Namespace} is that of phone numbers, in two letters such as VN.",
        _ => throw new UnreachableException(problem.Kind.ToString()),
    };

    private static ProblemHttpResult NoPreview() => TypedResults.Problem("There is no such preview.", statusCode: StatusCodes.Status404NotFound);
}
