using System.Globalization;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Web.Audience;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Journeys;

/// <summary>The people behind one of a journey's counts.</summary>
internal static class PeopleRequest
{
    public static async Task<Results<Ok<PeopleAnswer>, ProblemHttpResult>> AnswerAsync(
        Guid id, string? step, string? group, string? outcome, int? version, int? limit, string? after, JourneyPeople people, CancellationToken cancellationToken)
    {
        var size = limit switch
        {
            null => AudienceRequest.DefaultLimit,
            >= 1 and <= AudienceRequest.MaxLimit => limit.Value,
            _ => throw new RequestRefusedException("/limit", $"/limit is a whole number from 1 to {AudienceRequest.MaxLimit}."),
        };
        var page = await people.FindAsync(new JourneyId(id), Group(step, group, outcome), version, After(after), size + 1, cancellationToken);
        if (page is null) return JourneyProblems.NotFound();

        var next = page.Count > size ? string.Create(CultureInfo.InvariantCulture, $"{page[size - 1].Run}_{page[size - 1].Visit}") : null;
        return TypedResults.Ok(new PeopleAnswer([.. page.Take(size).Select(PersonAnswer.Of)], next));
    }

    private static PeopleGroup Group(string? step, string? group, string? outcome) => (step, group) switch
    {
        (null, null or "entered") => new PeopleGroup.OfJourney(null),
        (null, "inside") => new PeopleGroup.OfJourney(JourneyRunState.Active),
        (null, "completed") => new PeopleGroup.OfJourney(JourneyRunState.Completed),
        (null, "exited") => new PeopleGroup.OfJourney(JourneyRunState.Exited),
        ({ } at, null or "came") => new PeopleGroup.Came(at),
        ({ } at, "waiting") => new PeopleGroup.Waiting(at),
        ({ } at, "left") => new PeopleGroup.Left(at, outcome),
        ({ } at, "planned") => new PeopleGroup.Mailed(at, MailGroup.Planned),
        ({ } at, "sent") => new PeopleGroup.Mailed(at, MailGroup.Sent),
        ({ } at, "skipped") => new PeopleGroup.Mailed(at, MailGroup.Skipped),
        ({ } at, "failed") => new PeopleGroup.Mailed(at, MailGroup.Failed),
        ({ } at, "inDoubt") => new PeopleGroup.Mailed(at, MailGroup.InDoubt),
        _ => throw new RequestRefusedException(
            "/group",
            step is null ? "/group is entered, inside, completed or exited." : "/group is came, waiting, left, planned, sent, skipped, failed or inDoubt."),
    };

    private static PeopleCursor? After(string? text)
    {
        if (text is null) return null;

        return text.Split('_') is [var run, var visit]
            && long.TryParse(run, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && int.TryParse(visit, NumberStyles.None, CultureInfo.InvariantCulture, out var which)
                ? new PeopleCursor(number, which)
                : throw new RequestRefusedException("/after", "/after is not one that this list gave.");
    }
}
