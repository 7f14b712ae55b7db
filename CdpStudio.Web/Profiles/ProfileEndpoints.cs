using System.Text.Json;
using System.Text.Json.Nodes;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Consent;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Rules;
using CdpStudio.Web.Audience;
using CdpStudio.Web.Profiles.Past;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Profiles;

internal static class ProfileEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;
    private const int LastEvents = 20;

    public static void MapProfiles(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/profiles").WithTags("Profiles");
        group.AddEndpointFilter<PointedProblemFilter>().AddEndpointFilter<WholeAudienceFilter>();
        group.MapGet("", FindAsync).WithName("FindProfile").RequireAuthorization(Permission.ReadProfiles);
        group.MapGet("/{id:long}", ReadAtAsync).WithName("ReadProfile").RequireAuthorization(Permission.ReadProfiles);
        group.MapGet("/{id:long}/events", EventsAsync).WithName("ReadProfileEvents").RequireAuthorization(Permission.ReadProfiles);
        group.MapGet("/{id:long}/history", HistoryAsync).WithName("ReadProfileHistory").RequireAuthorization(Permission.ReadProfiles);
        group.MapGet("/{id:long}/explain", ExplainAsync).WithName("ExplainProfile").RequireAuthorization(Permission.ReadProfiles, Permission.ReadSegments);
    }

    private static async Task<Results<Ok<ProfileAnswer>, ProblemHttpResult>> FindAsync(
        string? identifier, SeenPeople people, IProfileSegments segments, ProfileConsents consents, IProfileJourneys journeys,
        CancellationToken cancellationToken)
    {
        if (!Identifier.TryParse(identifier, out var named)) return Refused("Name the identifier as identifier=NAMESPACE:VALUE.");

        // Phone numbers and addresses are typed with their + as it is, which in a query string means a blank.
        var found = people.Find(named) ?? people.Find(named with { Value = named.Value.Replace(' ', '+') });
        return found is { } id
            ? await ReadAsync(id.Value, people, segments, consents, journeys, cancellationToken)
            : NotFound();
    }

    /// <param name="asOf">What was so by then; without it now.</param>
    /// <param name="knownAt">Of that what was known by then, a time or a fact's number; without it all that is known.</param>
    private static async Task<Results<Ok<ProfileAnswer>, Ok<PastProfileAnswer>, ProblemHttpResult>> ReadAtAsync(
        long id, string? asOf, string? knownAt, SeenEvents seen, TimeProvider clock, SeenPeople people, IProfileSegments segments,
        ProfileConsents consents, IProfileJourneys journeys, CancellationToken cancellationToken)
    {
        if (asOf is null && knownAt is null)
        {
            var read = await ReadAsync(id, people, segments, consents, journeys, cancellationToken);
            return read.Result is Ok<ProfileAnswer> profile ? profile : (ProblemHttpResult)read.Result;
        }

        if (!PastAddress.TryMoment(asOf, out var moment)) return Refused("asOf is a time such as 2026-01-31T12:00:00Z.");
        if (!PastAddress.TryKnownAt(knownAt, out var known)) return Refused("knownAt is a time such as 2026-01-31T12:00:00Z, or the number of a fact.");

        var at = moment ?? clock.GetUtcNow();
        try
        {
            return await seen.PastAsync(new ProfileId(id), at, known, LastEvents, cancellationToken) is { } found
                ? TypedResults.Ok(PastProfileAnswer.Of(found, at, known))
                : TypedResults.Problem("There was no such profile then.", statusCode: StatusCodes.Status404NotFound);
        }
        catch (TooManyEdgesException e)
        {
            return Refused($"{e.Message} Ask without knownAt.");
        }
    }

    private static async Task<Results<Ok<ProfileAnswer>, ProblemHttpResult>> ReadAsync(
        long id, SeenPeople people, IProfileSegments segments, ProfileConsents consents, IProfileJourneys journeys,
        CancellationToken cancellationToken) =>
        people.Read(new ProfileId(id)) is { } profile
            ? TypedResults.Ok(ProfileAnswer.Of(
                profile,
                await segments.OfAsync(profile.Id, cancellationToken),
                await consents.OfAsync(profile, cancellationToken),
                await journeys.OfAsync(profile.Id, cancellationToken)))
            : NotFound();

    private static async Task<Results<Ok<Page<EventAnswer>>, ProblemHttpResult>> EventsAsync(
        long id, int? limit, string? after, SeenPeople people, SeenEvents seen, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MaxLimit) return Refused($"limit is 1 to {MaxLimit}.");
        if (!TimelineCursor.TryParse(after, out var last)) return Refused("after is not one that this list gave.");
        if (people.Read(new ProfileId(id)) is null) return NotFound();

        var size = limit ?? DefaultLimit;
        var page = await seen.PageAsync(new ProfileId(id), names: [], last is { } place ? new ProfileEvent("", place.Timestamp, place.Fact) : null, size + 1, cancellationToken);
        return TypedResults.Ok(new Page<EventAnswer>(
            [.. page.Take(size).Select(EventAnswer.Of)], page.Count > size ? TimelineCursor.Of(page[size - 1].Timestamp, page[size - 1].Number) : null));
    }

    private static async Task<Results<Ok<Page<AssertionAnswer>>, ProblemHttpResult>> HistoryAsync(
        long id, string? attribute, int? limit, string? after, SeenPeople people, FactLog log, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MaxLimit) return Refused($"limit is 1 to {MaxLimit}.");
        if (!TimelineCursor.TryParse(after, out var last)) return Refused("after is not one that this list gave.");
        if (people.Read(new ProfileId(id)) is null) return NotFound();

        var size = limit ?? DefaultLimit;
        var said = people.History(new ProfileId(id), attribute, last is { } place ? new AssertionPlace(place.Timestamp, place.Fact) : null, size + 1);
        var told = await log.FetchAssertionsAsync([.. said.Take(size).Select(a => a.Fact)], cancellationToken);
        var recorded = told.ToDictionary(a => a.Number, a => a.RecordedAt);
        return TypedResults.Ok(new Page<AssertionAnswer>(
            [.. said.Take(size).Select(a => AssertionAnswer.Of(a, recorded[a.Fact]))], said.Count > size ? TimelineCursor.Of(said[size - 1].ValidFrom, said[size - 1].Fact) : null));
    }

    private static async Task<Results<Ok<JsonObject>, ProblemHttpResult>> ExplainAsync(
        long id, string segment, ISegmentRules rules, SeenAudience engine, SeenEvents seen, CancellationToken cancellationToken)
    {
        if (rules.Find(segment) is not { } rule) return TypedResults.Problem($"There is no segment '{segment}'.", statusCode: StatusCodes.Status404NotFound);
        if (await engine.ForeseeAsync(new AudienceQuery(rule), new ProfileId(id), cancellationToken) is not { } explanation) return NotFound();

        var events = await seen.FetchAsync(new ProfileId(id), [.. ExplanationAnswer.Events(explanation).Distinct()], cancellationToken);
        using var written = DeepJson.Parse(RuleWriter.Write(rule));
        return TypedResults.Ok(ExplanationAnswer.Of(written.RootElement, explanation, events.ToDictionary(e => e.Number)));
    }

    private static ProblemHttpResult NotFound() =>
        TypedResults.Problem("There is no such profile.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult Refused(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
