using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Stewardship.Held;
using CdpStudio.Web.Audience;
using CdpStudio.Web.Hosting;
using CdpStudio.Web.Profiles;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Stewardship.Held;

internal static class HeldMergeEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;
    private const int MaxSkip = 1_000_000;

    private static readonly string[] s_members = ["one"];

    public static void MapHeldMerges(this IEndpointRouteBuilder api)
    {
        var held = api.MapGroup("/identity/held").WithTags("Identity");
        held.AddEndpointFilter<PointedProblemFilter>().AddEndpointFilter<WholeAudienceFilter>();
        held.MapGet("", ListAsync).WithName("ListHeldMerges").RequireAuthorization(Permission.ManageIdentity);
        held.MapPost("/look", LookAsync).WithName("LookForHeldMerges").RequireAuthorization(Permission.ManageIdentity);
        held.MapPost("/{id:long}/decide", DecideAsync).WithName("DecideHeldMerge").WithJson(BodyMember.Flag("one") with { IsRequired = true })
            .RequireAuthorization(Permission.ManageIdentity);
    }

    private static async Task<Ok<Page<HeldMergeAnswer>>> ListAsync(string? state, int? limit, int? after, HeldMergeList list, CancellationToken cancellationToken)
    {
        if (state is not (null or "open" or "decided")) throw new RequestRefusedException("/state", "/state is open or decided.");
        if (limit is < 1 or > MaxLimit) throw new RequestRefusedException("/limit", $"/limit is a whole number from 1 to {MaxLimit}.");
        if (after is < 0 or > MaxSkip) throw new RequestRefusedException("/after", $"/after is what the page before named as next.");

        var (size, skip) = (limit ?? DefaultLimit, after ?? 0);
        var merges = await list.PageAsync(state != "decided", skip, size + 1, cancellationToken);
        return TypedResults.Ok(new Page<HeldMergeAnswer>(
            [.. merges.Take(size).Select(HeldMergeAnswer.Of)], merges.Count > size ? (skip + size).ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Accepted<LookStarted>> LookAsync(ClaimsPrincipal user, LookForHeldMergesHandler look, CancellationToken cancellationToken) =>
        TypedResults.Accepted("/api/v1/identity/held", new LookStarted((await look.HandleAsync(new LookForHeldMerges(user.Identity?.Name ?? ""), cancellationToken)).Value));

    private static async Task<Results<NoContent, ProblemHttpResult>> DecideAsync(
        long id, HttpRequest http, ClaimsPrincipal user, DecideHeldMergeHandler decide, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, s_members, cancellationToken);
        var one = body.Flag("one") ?? throw new RequestRefusedException("/one", "/one is true or false.");
        return await decide.HandleAsync(new DecideHeldMerge(id, one, user.Identity?.Name ?? ""), CancellationToken.None) switch
        {
            HeldOutcome.Done => TypedResults.NoContent(),
            HeldOutcome.NotFound => TypedResults.Problem("There is no such merge.", statusCode: StatusCodes.Status404NotFound),
            HeldOutcome.Decided => Conflict("Somebody has decided this already."),
            HeldOutcome.KeptApart => Conflict("Somebody decided that these two never belong to one person. Undo that decision first."),
            HeldOutcome.Gone => Conflict("One of them was erased or removed since."),
            HeldOutcome.TakeApartFirst => Conflict("They are one profile. Split it first."),
            var other => throw new UnreachableException(other.ToString()),
        };
    }

    private static ProblemHttpResult Conflict(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict);
}

internal sealed record LookStarted(Guid Job);

/// <param name="Profiles">The numbers that they showed when they were found; what one profile says of itself has two numbers of its identifiers.</param>
/// <param name="Reason">twoUserIds, pastLimit, tooManyLinks or birthDates.</param>
/// <param name="Namespace">Whose limit it would pass; null otherwise.</param>
/// <param name="Via">The number of the identifier that both were seen with.</param>
/// <param name="State">open, one or two.</param>
internal sealed record HeldMergeAnswer(
    long Id, IReadOnlyList<long> Profiles, string Reason, string? Namespace, long Via, int People, DateTimeOffset SeenAt, string State, string? By,
    DateTimeOffset? DecidedAt, long? Decision)
{
    public static HeldMergeAnswer Of(HeldMergeRow merge) => new(
        merge.Id,
        [merge.Low.Value, merge.High.Value],
        merge.Reason switch
        {
            HeldReason.TwoUserIds => "twoUserIds",
            HeldReason.PastLimit => "pastLimit",
            HeldReason.TooManyLinks => "tooManyLinks",
            _ => "birthDates",
        },
        merge.Namespace,
        merge.Via.Value,
        merge.People,
        merge.SeenAt,
        merge.State switch
        {
            HeldState.One => "one",
            HeldState.Two => "two",
            _ => "open",
        },
        merge.By,
        merge.DecidedAt,
        merge.Decision);
}
