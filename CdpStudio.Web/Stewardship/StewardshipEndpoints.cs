using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Stewardship;
using CdpStudio.Web.Audience;
using CdpStudio.Web.Hosting;
using CdpStudio.Web.Profiles;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Stewardship;

internal static class StewardshipEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    private static readonly string[] s_splitMembers = ["identifiers", "never", "preview"];
    private static readonly string[] s_mergeMembers = ["a", "b"];

    public static void MapStewardship(this IEndpointRouteBuilder api)
    {
        var profiles = api.MapGroup("/profiles").WithTags("Identity");
        profiles.AddEndpointFilter<PointedProblemFilter>().AddEndpointFilter<WholeAudienceFilter>();
        profiles.MapGet("/{id:long}/evidence", EvidenceAsync).WithName("ReadProfileEvidence").RequireAuthorization(Permission.ReadProfiles);
        profiles.MapPost("/{id:long}/split", SplitAsync).WithName("SplitProfile")
            .WithJson(BodyMember.Any("identifiers") with { IsRequired = true }, BodyMember.Flag("never"), BodyMember.Flag("preview"))
            .RequireAuthorization(Permission.ManageIdentity);
        profiles.MapPost("/merge", MergeAsync).WithName("MergeProfiles")
            .WithJson(BodyMember.Text("a", isRequired: true), BodyMember.Text("b", isRequired: true)).RequireAuthorization(Permission.ManageIdentity);

        var decisions = api.MapGroup("/identity/decisions").WithTags("Identity");
        decisions.AddEndpointFilter<PointedProblemFilter>().AddEndpointFilter<WholeAudienceFilter>();
        decisions.MapGet("", ListAsync).WithName("ListIdentityDecisions").RequireAuthorization(Permission.ManageIdentity);
        decisions.MapPost("/{id:long}/undo", UndoAsync).WithName("UndoIdentityDecision").RequireAuthorization(Permission.ManageIdentity);
    }

    private static async Task<Results<Ok<EvidenceAnswer>, ProblemHttpResult>> EvidenceAsync(
        long id, string? from, string? to, PersonEvidence reader, SeenPeople people, CancellationToken cancellationToken)
    {
        if ((from is null) != (to is null))
            throw new RequestRefusedException(from is null ? "/from" : "/to", "Name both identifiers that a chain is to be between, or none.");

        if (await reader.OfAsync(new ProfileId(id), cancellationToken) is not { } evidence) return NotFound();
        var mask = people.MaskOf(evidence.Profile);
        if (from is null || to is null) return TypedResults.Ok(EvidenceAnswer.Of(evidence, chain: null, mask));

        var (first, last) = (NumberOf("/from", from, evidence, people), NumberOf("/to", to, evidence, people));
        return TypedResults.Ok(EvidenceAnswer.Of(evidence, evidence.ChainBetween(first, last), mask));
    }

    private static async Task<Results<Ok<SplitAnswer>, ProblemHttpResult>> SplitAsync(
        long id, HttpRequest http, ClaimsPrincipal user, TakeApartHandler takeApart, SeenPeople people, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, s_splitMembers, cancellationToken);
        var command = new TakeApart(new ProfileId(id), IdentifiersOf(body), body.Flag("never") ?? false, user.Identity?.Name ?? "");
        var result = body.Flag("preview") ?? false
            ? await takeApart.ForeseeAsync(command, cancellationToken)
            : await takeApart.HandleAsync(command, cancellationToken);
        return result switch
        {
            TakeApartResult.Foreseen foreseen => TypedResults.Ok(new SplitAnswer(
                null, [.. foreseen.People.Select(p => new SplitPerson(p.Number.Value, people.Shown(p.Number, p.Identifiers), p.JoinsOthers))], foreseen.IsCertain)),
            TakeApartResult.TakenApart taken => TypedResults.Ok(new SplitAnswer(
                taken.Decision,
                [.. taken.Profiles.Select(people.Read).OfType<ProfileRecord>().Select(p => new SplitPerson(p.Id.Value, p.Identifiers, JoinsOthers: false))],
                IsCertain: true)),
            TakeApartResult.NobodyFound => NotFound(),
            TakeApartResult.NotTheirs other =>
                throw new RequestRefusedException("/identifiers", $"The profile has no identifier {other.Identifier.Namespace}:{other.Identifier.Value}."),
            TakeApartResult.NoTwoSides => throw new RequestRefusedException("/identifiers", "/identifiers names some of the profile's identifiers and not all."),
            TakeApartResult.TooManyPairs many => TypedResults.Problem(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"To keep these apart for ever would take {many.Pairs} fences; one decision has at most {TakeApartHandler.MostFences}. Take fewer identifiers out at once."),
                statusCode: StatusCodes.Status409Conflict),
            _ => throw new UnreachableException(result.GetType().Name),
        };
    }

    private static async Task<Results<Ok<MergeAnswer>, ProblemHttpResult>> MergeAsync(
        HttpRequest http, ClaimsPrincipal user, JoinPeopleHandler join, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, s_mergeMembers, cancellationToken);
        var command = new JoinPeople(IdentifierAt("/a", body.Text("a")), IdentifierAt("/b", body.Text("b")), user.Identity?.Name ?? "");
        return await join.HandleAsync(command, cancellationToken) switch
        {
            JoinPeopleResult.Joined joined => TypedResults.Ok(new MergeAnswer(joined.Decision, joined.Profile.Value)),
            JoinPeopleResult.NobodyFound nobody => TypedResults.Problem(
                $"Nobody has the identifier {nobody.Identifier.Namespace}:{nobody.Identifier.Value}.", statusCode: StatusCodes.Status404NotFound),
            JoinPeopleResult.AlreadyOne => TypedResults.Problem("Both are one profile already.", statusCode: StatusCodes.Status409Conflict),
            JoinPeopleResult.KeptApart => TypedResults.Problem(
                "Somebody decided that identifiers of these two never belong to one person. Undo that decision first.", statusCode: StatusCodes.Status409Conflict),
            var other => throw new UnreachableException(other.GetType().Name),
        };
    }

    private static async Task<Ok<Page<DecisionAnswer>>> ListAsync(int? limit, long? after, DecisionList list, SeenPeople people, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MaxLimit) throw new RequestRefusedException("/limit", $"/limit is a whole number from 1 to {MaxLimit}.");

        var size = limit ?? DefaultLimit;
        var decisions = await list.RecentAsync(size + 1, after, cancellationToken);
        return TypedResults.Ok(new Page<DecisionAnswer>(
            [.. decisions.Take(size).Select(d => DecisionAnswer.Of(d, people))], decisions.Count > size ? decisions[size - 1].Id.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Results<Ok<UndoAnswer>, ProblemHttpResult>> UndoAsync(
        long id, ClaimsPrincipal user, UndoDecisionHandler undo, CancellationToken cancellationToken) =>
        await undo.HandleAsync(new UndoDecision(id, user.Identity?.Name ?? ""), cancellationToken) switch
        {
            UndoDecisionResult.Undone undone => TypedResults.Ok(new UndoAnswer([.. undone.Profiles.Select(p => p.Value)])),
            UndoDecisionResult.NotFound => TypedResults.Problem("There is no such decision.", statusCode: StatusCodes.Status404NotFound),
            UndoDecisionResult.UndoneBefore => TypedResults.Problem("This decision is undone already.", statusCode: StatusCodes.Status409Conflict),
            UndoDecisionResult.SomebodyGone => TypedResults.Problem(
                "An identifier that this decision is about was erased or removed since.", statusCode: StatusCodes.Status409Conflict),
            var other => throw new UnreachableException(other.GetType().Name),
        };

    private static ProfileId NumberOf(string pointer, string text, Evidence evidence, SeenPeople people)
    {
        var named = IdentifierAt(pointer, text);
        // Phone numbers and addresses are typed with their + as it is, which in a query string means a blank.
        var number = people.NumberOf(named) ?? people.NumberOf(named with { Value = named.Value.Replace(' ', '+') });
        return number is { } born && evidence.Has(born) ? born : throw new RequestRefusedException(pointer, $"{pointer} is no identifier of this profile.");
    }

    private static Identifier IdentifierAt(string pointer, string? text) => Identifier.TryParse(text, out var identifier)
        ? identifier
        : throw new RequestRefusedException(pointer, $"{pointer} names an identifier as NAMESPACE:VALUE.");

    private static List<Identifier> IdentifiersOf(RequestBody body)
    {
        var list = body.Get("identifiers");
        if (list.ValueKind != JsonValueKind.Array) throw new RequestRefusedException("/identifiers", "/identifiers is not a list.");

        return [.. list.EnumerateArray().Select((item, i) => IdentifierAt(string.Create(CultureInfo.InvariantCulture, $"/identifiers/{i}"), RequestBody.TryText(item)))];
    }

    private static ProblemHttpResult NotFound() => TypedResults.Problem("There is no such profile.", statusCode: StatusCodes.Status404NotFound);
}
