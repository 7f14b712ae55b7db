using System.Security.Claims;
using CdpStudio.Core.Duplicates;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Audience;
using CdpStudio.Web.Hosting;
using CdpStudio.Web.Profiles;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Duplicates;

internal static class DuplicateEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    public static void MapDuplicates(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/duplicates").WithTags("Duplicates");
        group.AddEndpointFilter<PointedProblemFilter>();
        group.MapPost("/runs", StartAsync).WithName("StartDuplicateSearch").RequireAuthorization(Permission.ReviewDuplicates);
        group.MapGet("", ListAsync).WithName("ListDuplicates").RequireAuthorization(Permission.ReviewDuplicates);
        group.MapPost("/{id:long}/accept", AcceptAsync).WithName("AcceptDuplicate").AddEndpointFilter<WholeAudienceFilter>().RequireAuthorization(Permission.ReviewDuplicates);
        group.MapPost("/{id:long}/reject", RejectAsync).WithName("RejectDuplicate").RequireAuthorization(Permission.ReviewDuplicates);
        group.MapPost("/{id:long}/undo", UndoAsync).WithName("UndoDuplicate").AddEndpointFilter<WholeAudienceFilter>().RequireAuthorization(Permission.ReviewDuplicates);
    }

    private static async Task<Accepted<DuplicateSearchAnswer>> StartAsync(ClaimsPrincipal user, StartDuplicateSearchHandler start, CancellationToken cancellationToken)
    {
        var started = await start.HandleAsync(new StartDuplicateSearch(By(user)), cancellationToken);
        return TypedResults.Accepted((string?)null, new DuplicateSearchAnswer(started.Run.Value, started.AtWork));
    }

    private static async Task<Ok<Page<DuplicateAnswer>>> ListAsync(
        string? state, int? limit, string? after, DuplicateList list, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MaxLimit) throw new RequestRefusedException("/limit", $"/limit is a whole number from 1 to {MaxLimit}.");
        PairPlace? place = null;
        if (after is not null && !PairPlace.TryParse(after, out place)) throw new RequestRefusedException("/after", "/after is not one that this list gave.");

        var size = limit ?? DefaultLimit;
        var pairs = await list.PageAsync(ViewOf(state), place, size + 1, cancellationToken);
        return TypedResults.Ok(new Page<DuplicateAnswer>([.. pairs.Take(size).Select(DuplicateAnswer.Of)], pairs.Count > size ? pairs[size - 1].Place.ToString() : null));
    }

    private static async Task<Results<Ok<DuplicateAnswer>, ProblemHttpResult>> AcceptAsync(
        long id, ClaimsPrincipal user, AcceptDuplicatesHandler accept, DuplicateList list, CancellationToken cancellationToken)
    {
        // Whoever hangs up does not stop what was decided halfway.
        var outcomes = await accept.HandleAsync(new AcceptDuplicates([id], By(user)), CancellationToken.None);
        return await AnswerAsync(id, outcomes[id], list, cancellationToken);
    }

    private static async Task<Results<Ok<DuplicateAnswer>, ProblemHttpResult>> RejectAsync(
        long id, ClaimsPrincipal user, RejectDuplicateHandler reject, DuplicateList list, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await reject.HandleAsync(new RejectDuplicate(id, By(user)), cancellationToken), list, cancellationToken);

    private static async Task<Results<Ok<DuplicateAnswer>, ProblemHttpResult>> UndoAsync(
        long id, ClaimsPrincipal user, UndoDuplicateHandler undo, DuplicateList list, CancellationToken cancellationToken) =>
        await AnswerAsync(id, await undo.HandleAsync(new UndoDuplicate(id, By(user)), cancellationToken), list, cancellationToken);

    private static async Task<Results<Ok<DuplicateAnswer>, ProblemHttpResult>> AnswerAsync(
        long id, DuplicateOutcome outcome, DuplicateList list, CancellationToken cancellationToken)
    {
        if (outcome == DuplicateOutcome.Done && await list.FindAsync(id, cancellationToken) is { } pair) return TypedResults.Ok(DuplicateAnswer.Of(pair));

        return outcome switch
        {
            DuplicateOutcome.Done or DuplicateOutcome.NotFound => TypedResults.Problem("There is no such pair.", statusCode: StatusCodes.Status404NotFound),
            DuplicateOutcome.Decided => Conflict("This pair is not in the state for that."),
            DuplicateOutcome.OneAlready => Conflict("They are one person by now; the suggestion was dropped."),
            DuplicateOutcome.Gone => Conflict("One of them is no longer there; the suggestion was dropped."),
            DuplicateOutcome.KeptApart => Conflict("Somebody said that they never belong together."),
            _ => Conflict("The join was taken back, and something else joins them all the same."),
        };
    }

    private static DuplicateView ViewOf(string? state) => state switch
    {
        null or "open" => DuplicateView.Open,
        "accepted" => DuplicateView.Accepted,
        "rejected" => DuplicateView.Rejected,
        _ => throw new RequestRefusedException("/state", "/state is open, accepted or rejected."),
    };

    private static string By(ClaimsPrincipal user) => user.Identity?.Name ?? "";

    private static ProblemHttpResult Conflict(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict);
}
