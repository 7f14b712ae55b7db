using System.Diagnostics;
using System.Security.Claims;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Consent;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Web.Audience;
using CdpStudio.Web.Hosting;
using CdpStudio.Web.Profiles;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Messaging;

internal static class ConsentEndpoints
{
    private static readonly string[] s_members = ["channel", "topic", "purpose", "state", "how", "proof", "saidAt"];

    private static readonly Dictionary<string, ConsentState> s_states = new(StringComparer.Ordinal)
    {
        ["subscribed"] = ConsentState.Subscribed,
        ["unsubscribed"] = ConsentState.Unsubscribed,
    };

    public static void MapConsents(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/profiles/{id:long}/consents").WithTags("Consents");
        group.AddEndpointFilter<PointedProblemFilter>().AddEndpointFilter<WholeAudienceFilter>();
        group.MapGet("", ReadAsync).WithName("ReadConsents").RequireAuthorization(Permission.ReadProfiles);
        group.MapPost("", RecordAsync).WithName("RecordConsent")
            .WithJson(
                BodyMember.Text("channel", isRequired: true), BodyMember.Text("topic"), BodyMember.Text("purpose"), BodyMember.Text("state", isRequired: true),
                BodyMember.Text("how"), BodyMember.Text("proof"), BodyMember.Text("saidAt"))
            .RequireAuthorization(Permission.WriteConsents);
    }

    private static async Task<Results<Ok<ConsentsAnswer>, ProblemHttpResult>> ReadAsync(
        long id, SeenPeople people, ProfileConsents consents, SeenConsents seen, CancellationToken cancellationToken) =>
        people.Read(new ProfileId(id)) is { } profile ? TypedResults.Ok(await AnswerAsync(profile, consents, seen, cancellationToken)) : NotFound();

    private static async Task<Results<Ok<ConsentsAnswer>, ProblemHttpResult>> RecordAsync(
        long id, HttpRequest http, ClaimsPrincipal user, ChangeConsentHandler change, SeenPeople people, ProfileConsents consents, SeenConsents seen,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, s_members, cancellationToken);
        var command = new ChangeConsent(
            new ProfileId(id), body.Text("channel"), StateOf(body), user.Identity?.Name ?? "", TextOf(body, "how") ?? ConsentProof.Api, TextOf(body, "topic") ?? "",
            TextOf(body, "purpose") ?? "", TextOf(body, "proof"), SaidAt(body), ConsentSource.Key);
        return await change.HandleAsync(command, cancellationToken) switch
        {
            ChangeConsentResult.Changed when people.Read(command.Profile) is { } profile => TypedResults.Ok(await AnswerAsync(profile, consents, seen, cancellationToken)),
            ChangeConsentResult.Changed or ChangeConsentResult.NoSuchProfile => NotFound(),
            ChangeConsentResult.UnknownTopic => PointedProblem.Refused("/topic", $"/topic: there is no topic '{command.Topic}'; without it the word is on all."),
            ChangeConsentResult.UnknownPurpose => PointedProblem.Refused("/purpose", $"/purpose is one of {string.Join(", ", ConsentPurpose.All)}; without it the word is on all."),
            ChangeConsentResult.ProofTooLong => PointedProblem.Refused("/proof", $"/proof has at most {ConsentChange.MaxProofLength} characters."),
            ChangeConsentResult.SaidInFuture => PointedProblem.Refused("/saidAt", "/saidAt is yet to come."),
            ChangeConsentResult.Unknown when !Channel.All.Contains(command.Channel) => PointedProblem.Refused("/channel", $"/channel is one of {string.Join(", ", Channel.All)}."),
            ChangeConsentResult.Unknown => PointedProblem.Refused("/how", $"/how is one of {string.Join(", ", ConsentProof.Recorded)}; without it {ConsentProof.Api}."),
            var other => throw new UnreachableException(other.GetType().Name),
        };
    }

    private static async Task<ConsentsAnswer> AnswerAsync(
        ProfileRecord profile, ProfileConsents consents, SeenConsents seen, CancellationToken cancellationToken) => new(
        [.. (await consents.OfAsync(profile, cancellationToken)).Select(ConsentRow.Of)],
        [.. (await seen.HistoryAsync(profile, cancellationToken)).Select(ConsentEntryAnswer.Of)]);

    private static ConsentState StateOf(RequestBody body) => s_states.TryGetValue(body.Text("state"), out var state)
        ? state
        : throw new RequestRefusedException("/state", $"/state is one of {string.Join(", ", s_states.Keys)}.");

    private static string? TextOf(RequestBody body, string member) => body.Find(member) is null ? null : body.Text(member);

    private static WrittenDate? SaidAt(RequestBody body) => TextOf(body, "saidAt") is not { } text ? null
        : WrittenDate.TryParse(text, out var date) ? date
        : throw new RequestRefusedException("/saidAt", "/saidAt is not a time such as 2026-01-31T12:00:00Z; without it the word is of now.");

    private static ProblemHttpResult NotFound() => TypedResults.Problem("There is no such profile.", statusCode: StatusCodes.Status404NotFound);
}

/// <param name="Items">What counts: one for each channel, and for each topic and purpose of which something was said.</param>
/// <param name="History">Newest first.</param>
internal sealed record ConsentsAnswer(IReadOnlyList<ConsentRow> Items, IReadOnlyList<ConsentEntryAnswer> History);

/// <param name="Topic">Empty for all.</param>
/// <param name="Purpose">Empty for all.</param>
/// <param name="SaidAt">When the person said it.</param>
/// <param name="By">Who recorded it; empty for the person themselves.</param>
/// <param name="How">Such as <c>link</c>, <c>one-click</c>, <c>form</c>, <c>phone</c>.</param>
/// <param name="Source"><c>link</c>, <c>page</c>, <c>user</c> or <c>key</c>; null of what was recorded before that was kept.</param>
/// <param name="Proof">What was shown or signed.</param>
internal sealed record ConsentEntryAnswer(
    string Channel, string Topic, string Purpose, string State, DateTimeOffset SaidAt, DateTimeOffset RecordedAt, string By, string How, string? Source, string? Proof)
{
    public static ConsentEntryAnswer Of(ConsentEntry entry) => new(
        entry.Channel, entry.Topic, entry.Purpose, ConsentRow.NameOf(entry.State), entry.SaidAt ?? entry.At, entry.At, entry.By, entry.Proof, entry.Source, entry.ProofText);
}
