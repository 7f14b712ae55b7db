using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Audience;
using CdpStudio.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Segments;

internal static class SegmentEndpoints
{
    private const string DayForm = "yyyy-MM-dd";

    public static void MapSegments(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/segments").WithTags("Segments");
        group.AddEndpointFilter<PointedProblemFilter>();
        group.MapGet("", ListAsync).WithName("ListSegments").RequireAuthorization(Permission.ReadSegments);
        group.MapPost("", MakeAsync).WithName("MakeSegment").WithJson(BodyMember.Text("key"), BodyMember.Text("name", isRequired: true), BodyMember.Rule).RequireAuthorization(Permission.WriteSegments).AddEndpointFilter<WholeAudienceFilter>();
        group.MapGet("/{key}", ReadAsync).WithName("ReadSegment").RequireAuthorization(Permission.ReadSegments);
        group.MapPut("/{key}", PutAsync).WithName("PutSegment").WithJson(BodyMember.Text("key"), BodyMember.Text("name", isRequired: true), BodyMember.Rule).RequireAuthorization(Permission.WriteSegments).AddEndpointFilter<WholeAudienceFilter>();
        group.MapDelete("/{key}", DeleteAsync).WithName("DeleteSegment").RequireAuthorization(Permission.WriteSegments);
        group.MapGet("/{key}/members", MembersAsync).WithName("ListSegmentMembers").RequireAuthorization(Permission.ReadSegments, Permission.ReadProfiles);
        group.MapGet("/{key}/trend", TrendAsync).WithName("ReadSegmentTrend").RequireAuthorization(Permission.ReadSegments);
    }

    private static async Task<Ok<SegmentPage>> ListAsync(
        int? limit, string? after, SegmentList list, CancellationToken cancellationToken)
    {
        var size = Size(limit);
        var from = after is null ? (SegmentKey?)null : SegmentKey.TryParse(after, out var key) ? key : throw new RequestRefusedException("/after", "/after is not one that this list gave.");

        var page = await list.FindAsync(search: null, from, size + 1, cancellationToken);
        return TypedResults.Ok(new SegmentPage(
            [.. page.Take(size).Select(s => SegmentAnswer.Of(s))], page.Count > size ? page[size - 1].Key.Value : null));
    }

    private static async Task<Results<Ok<SegmentAnswer>, ProblemHttpResult>> ReadAsync(string key, SegmentList list, CancellationToken cancellationToken) =>
        SegmentKey.TryParse(key, out var known) && await list.ReadAsync(known, cancellationToken) is { } row
            ? TypedResults.Ok(SegmentAnswer.Of(row))
            : NotFound(key);

    private static async Task<Results<Created<SegmentAnswer>, Ok<SegmentAnswer>, ProblemHttpResult>> MakeAsync(
        HttpRequest http, ClaimsPrincipal user, SaveSegmentHandler save, SegmentList list, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, ["key", "name", "rule"], cancellationToken);
        var key = body.Find("key") is null ? (SegmentKey?)null : KeyOf(body.Text("key"));

        return await SaveAsync(new SaveSegment(key, body.Text("name"), body.Get("rule").GetRawText(), By(user), new SaveOver.Nothing()), save, list, cancellationToken);
    }

    private static async Task<Results<Created<SegmentAnswer>, Ok<SegmentAnswer>, ProblemHttpResult>> PutAsync(
        string key, HttpRequest http, ClaimsPrincipal user, SaveSegmentHandler save, SegmentList list, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, ["key", "name", "rule"], cancellationToken);
        if (body.Find("key") is not null && body.Text("key") != key)
            throw new RequestRefusedException("/key", "/key is not the key of the address, and a key never changes.");

        return await SaveAsync(
            new SaveSegment(KeyOf(key), body.Text("name"), body.Get("rule").GetRawText(), By(user), new SaveOver.Anything()), save, list, cancellationToken);
    }

    private static async Task<Results<Created<SegmentAnswer>, Ok<SegmentAnswer>, ProblemHttpResult>> SaveAsync(
        SaveSegment command, SaveSegmentHandler save, SegmentList list, CancellationToken cancellationToken)
    {
        switch (await save.HandleAsync(command, cancellationToken))
        {
            case SaveSegmentResult.Saved saved:
                var answer = SegmentAnswer.Of((await list.ReadAsync(saved.Segment.Key, cancellationToken))!, saved.Warnings); // just saved
                return saved.IsNew ? TypedResults.Created($"/api/v1/segments/{saved.Segment.Key}", answer) : TypedResults.Ok(answer);
            case SaveSegmentResult.RuleRefused refused:
                return PointedProblem.Refused(refused.Refusal);
            case SaveSegmentResult.NameRefused refused:
                return PointedProblem.Refused("/name", refused.Detail);
            case SaveSegmentResult.KeyTaken taken:
                return TypedResults.Problem($"There is a segment '{taken.Key}' already; PUT replaces it.", statusCode: StatusCodes.Status409Conflict);
            case var other:
                throw new System.Diagnostics.UnreachableException(other.GetType().Name);
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string key, DeleteSegmentHandler delete, CancellationToken cancellationToken)
    {
        if (!SegmentKey.TryParse(key, out var known)) return NotFound(key);

        return await delete.HandleAsync(new DeleteSegment(known), cancellationToken) switch
        {
            DeleteSegmentResult.Deleted => TypedResults.NoContent(),
            DeleteSegmentResult.NotFound => NotFound(key),
            DeleteSegmentResult.InUse used => TypedResults.Problem(
                $"It is named by {string.Join(", ", used.Users.Select(u => $"{u.Kind} '{u.Key}'"))}.", statusCode: StatusCodes.Status409Conflict),
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };
    }

    private static async Task<Results<Ok<MembersAnswer>, ProblemHttpResult>> MembersAsync(
        string key, int? limit, string? after, [Microsoft.AspNetCore.Mvc.FromQuery] string[]? fields,
        SegmentRules rules, SeenAudience engine, CancellationToken cancellationToken)
    {
        if (rules.Find(key) is not { } rule) return NotFound(key);

        var names = MemberAnswer.Fields(fields ?? []);
        var from = after is null ? (Core.Kernel.ProfileId?)null : AudienceRequest.After(after, "/after");
        var members = await engine.ReadMembersAsync(new AudienceQuery(rule), names, from, cancellationToken);
        return TypedResults.Ok(MembersAnswer.Of(members, names, Size(limit), warnings: []));
    }

    private static async Task<Results<Ok<TrendAnswer>, ProblemHttpResult>> TrendAsync(
        string key, int? limit, string? after, SegmentList list, CancellationToken cancellationToken)
    {
        var size = Size(limit);
        var from = after is null ? (DateOnly?)null : DayOf(after);
        if (!SegmentKey.TryParse(key, out var known) || await list.ReadAsync(known, cancellationToken) is not { } row) return NotFound(key);

        var days = row.Trend.Where(d => from is null || d.Day > from).Take(size + 1).ToList();
        return TypedResults.Ok(new TrendAnswer([.. days.Take(size)], days.Count > size ? Written(days[size - 1].Day) : null));
    }

    private static string Written(DateOnly day) => day.ToString(DayForm, CultureInfo.InvariantCulture);

    private static DateOnly DayOf(string text) => DateOnly.TryParseExact(text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw new RequestRefusedException("/after", "/after is not one that this list gave.");

    private static SegmentKey KeyOf(string text) => SegmentKey.TryParse(text, out var key)
        ? key
        : throw new RequestRefusedException("/key", $"/key has 1 to {SegmentKey.MaxLength} of a-z, 0-9 and -.");

    private static int Size(int? limit) => limit switch
    {
        null => AudienceRequest.DefaultLimit,
        >= 1 and <= AudienceRequest.MaxLimit => limit.Value,
        _ => throw new RequestRefusedException("/limit", $"/limit is a whole number from 1 to {AudienceRequest.MaxLimit}."),
    };

    private static string By(ClaimsPrincipal user) => user.Identity?.Name ?? "";

    private static ProblemHttpResult NotFound(string key) =>
        TypedResults.Problem($"There is no segment '{key}'.", statusCode: StatusCodes.Status404NotFound);
}
