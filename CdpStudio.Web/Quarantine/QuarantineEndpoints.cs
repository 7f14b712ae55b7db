using System.Globalization;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Repair;
using CdpStudio.Web.Audience;
using CdpStudio.Web.Profiles;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Quarantine;

internal static class QuarantineEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    private static readonly string[] s_members = ["reason", "source", "items", "rule", "why"];

    public static void MapQuarantine(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/quarantine").WithTags("Quarantine");
        group.AddEndpointFilter<PointedProblemFilter>();
        group.MapGet("", ListAsync).WithName("ListQuarantined").RequireAuthorization(Permission.ReadQuarantine);
        group.MapGet("/{id:long}", ReadAsync).WithName("ReadQuarantined").RequireAuthorization(Permission.ReadQuarantine);
        group.MapPost("/discards", DiscardAsync).WithName("DiscardQuarantined").RequireAuthorization(Permission.WriteQuarantine);
        group.MapPost("/preview", PreviewAsync).WithName("PreviewRepair").RequireAuthorization(Permission.RepairQuarantine);
        group.MapPost("/repairs", RepairAsync).WithName("StartRepair").RequireAuthorization(Permission.RepairQuarantine);
        group.MapGet("/repairs/{number:int}", RepairedAsync).WithName("ReadRepair").RequireAuthorization(Permission.ReadQuarantine);
    }

    private static async Task<Ok<Page<QuarantinedAnswer>>> ListAsync(
        string? reason, int? source, string? state, int? limit, long? after, QuarantineList list, SeenMessages seen, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MaxLimit) throw new RequestRefusedException("/limit", $"/limit is a whole number from 1 to {MaxLimit}.");

        var shelf = state switch
        {
            null or "open" => QuarantineShelf.Open,
            "replayed" => QuarantineShelf.Replayed,
            "discarded" => QuarantineShelf.Discarded,
            _ => throw new RequestRefusedException("/state", "/state is open, replayed or discarded."),
        };
        var size = limit ?? DefaultLimit;
        var rows = await list.FindAsync(shelf, new QuarantineSelection(ReasonOf(reason), source), after, size + 1, cancellationToken);
        return TypedResults.Ok(new Page<QuarantinedAnswer>(
            [.. rows.Take(size).Select(row => QuarantinedAnswer.Of(row, seen))], rows.Count > size ? rows[size - 1].Id.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Results<Ok<QuarantinedDetailAnswer>, ProblemHttpResult>> ReadAsync(
        long id, QuarantineList list, SeenMessages seen, CancellationToken cancellationToken) =>
        await list.ReadAsync(id, cancellationToken) is { } detail
            ? TypedResults.Ok(new QuarantinedDetailAnswer(QuarantinedAnswer.Of(detail.Row, seen), Encoding.UTF8.GetString(seen.Of(detail.Payload)), detail.Repair?.Number, detail.Discard?.Why))
            : NotFound();

    private static async Task<Results<Ok<DiscardedAnswer>, ProblemHttpResult>> DiscardAsync(
        HttpRequest http, ClaimsPrincipal user, DiscardQuarantinedHandler discard, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, s_members, cancellationToken);
        return await discard.HandleAsync(new DiscardQuarantined(SelectionOf(body), By(user), body.Text("why")), cancellationToken) switch
        {
            DiscardResult.Discarded discarded => TypedResults.Ok(new DiscardedAnswer(discarded.Messages)),
            DiscardResult.Incomplete => PointedProblem.Refused("/why", $"/why says in 1 to {DiscardQuarantinedHandler.MaxWhyLength} characters why."),
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };
    }

    private static async Task<Results<Ok<PreviewAnswer>, ProblemHttpResult>> PreviewAsync(
        HttpRequest http, PreviewRepair preview, SeenMessages seen, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, s_members, cancellationToken);
        return RepairRuleReader.Read(body.Get("rule").GetRawText()) switch
        {
            RepairReading.Read read => TypedResults.Ok(PreviewAnswer.Of(await preview.RunAsync(SelectionOf(body), read.Rule, cancellationToken), seen)),
            RepairReading.Refused refused => PointedProblem.Refused("/rule" + refused.Pointer, refused.Detail),
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };
    }

    private static async Task<Results<Accepted<StartedRepair>, ProblemHttpResult>> RepairAsync(
        HttpRequest http, ClaimsPrincipal user, StartRepairHandler start, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, s_members, cancellationToken);
        return await start.HandleAsync(new StartRepair(SelectionOf(body), body.Get("rule").GetRawText(), By(user)), cancellationToken) switch
        {
            StartRepairResult.Started started => TypedResults.Accepted($"/api/v1/quarantine/repairs/{started.Repair}", new StartedRepair(started.Repair)),
            StartRepairResult.BadRule bad => PointedProblem.Refused("/rule" + bad.Pointer, bad.Detail),
            StartRepairResult.Nothing => TypedResults.Problem("None of these messages is open.", statusCode: StatusCodes.Status409Conflict),
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };
    }

    private static async Task<Results<Ok<RepairAnswer>, ProblemHttpResult>> RepairedAsync(int number, RepairList repairs, CancellationToken cancellationToken) =>
        await repairs.FindAsync(number, cancellationToken) is { } status ? TypedResults.Ok(RepairAnswer.Of(status)) : NotFound();

    private static QuarantineSelection SelectionOf(RequestBody body)
    {
        var reason = body.Find("reason") is { } named ? ReasonOf(RequestBody.TryText(named) ?? "") : null;
        var source = body.Find("source") is { } given
            ? given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out var number) ? number : throw new RequestRefusedException("/source", "/source is the number of a source.")
            : (int?)null;
        var ids = body.Find("items") is { } items ? IdsOf(items) : null;
        if (reason is null && ids is null) throw new RequestRefusedException("/reason", "Name a /reason, or /items by their ids.");

        return new QuarantineSelection(reason, source, ids);
    }

    private static List<long> IdsOf(JsonElement items)
    {
        if (items.ValueKind != JsonValueKind.Array || items.GetArrayLength() is 0 or > QuarantineSelection.MaxIds)
            throw new RequestRefusedException("/items", $"/items is a list of 1 to {QuarantineSelection.MaxIds} ids.");

        return [.. items.EnumerateArray().Select(id => id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number)
            ? number
            : throw new RequestRefusedException("/items", "/items is a list of ids, which are whole numbers."))];
    }

    // Written as JSON writes names: badTimestamp.
    private static RefusalReason? ReasonOf(string? reason)
    {
        if (reason is null) return null;

        return QuarantineAddress.ReasonOf(reason.Length == 0 ? "" : char.ToUpperInvariant(reason[0]) + reason[1..])
            ?? throw new RequestRefusedException("/reason", "/reason is not known here.");
    }

    private static string By(ClaimsPrincipal user) => user.Identity?.Name ?? "";

    private static ProblemHttpResult NotFound() => TypedResults.Problem("It is not there.", statusCode: StatusCodes.Status404NotFound);
}
