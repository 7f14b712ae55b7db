using System.Diagnostics;
using System.Text.Json;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Simulation;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Web.Audience;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Journeys;

/// <summary>One person's walk through a draft, on a clock of its own.</summary>
internal static class SimulateRequest
{
    public static async Task<Results<Ok<WalkAnswer>, ProblemHttpResult>> AnswerAsync(
        Guid id, HttpRequest http, JourneyDocuments documents, SimulateJourneyHandler simulate, SeenPeople people, CurrentWorkspace workspace,
        ConditionWords words, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, ["profile", "definition", "start", "from"], cancellationToken);
        if (await documents.FindAsync(new JourneyId(id), cancellationToken) is not { } document) return JourneyProblems.NotFound();

        var command = new SimulateJourney(
            Profile(body, people),
            body.Find("definition") is { } json ? JourneyProblems.Definition(json, "/definition") : document.Draft,
            Start(body, workspace.Zone),
            body.Find("from") is null ? null : body.Text("from"));
        return await simulate.HandleAsync(command, cancellationToken) switch
        {
            SimulateJourneyResult.Walked walked => TypedResults.Ok(WalkAnswer.Of(walked.Walk, words)),
            SimulateJourneyResult.NoSuchProfile => PointedProblem.Refused("/profile", "There is no such profile."),
            SimulateJourneyResult.NoStart => PointedProblem.Refused("/from", "There is no step to begin at."),
            var other => throw new UnreachableException(other.GetType().Name),
        };
    }

    /// <summary>A number, or an identifier as <c>NAMESPACE:VALUE</c>.</summary>
    private static ProfileId Profile(RequestBody body, SeenPeople people)
    {
        if (body.Get("profile") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var id)) return new ProfileId(id);

        return people.Find(AudienceRequest.Profile(body)) ?? throw new RequestRefusedException("/profile", "There is no such profile.");
    }

    private static DateTimeOffset? Start(RequestBody body, WorkspaceZone zone)
    {
        if (body.Find("start") is null) return null;

        return WrittenDate.TryParse(body.Text("start"), out var date)
            ? EpochTime.ToMoment(zone.Moment(date))
            : throw new RequestRefusedException("/start", "/start is not a time such as 2026-01-31T12:00:00Z.");
    }
}
