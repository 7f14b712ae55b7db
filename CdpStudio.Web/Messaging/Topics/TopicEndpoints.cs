using System.Diagnostics;
using System.Security.Claims;
using System.Text.Json;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Web.Audience;
using CdpStudio.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Messaging.Topics;

internal static class TopicEndpoints
{
    private static readonly string[] s_members = ["name", "description", "names", "archived"];

    public static void MapTopics(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/topics").WithTags("Topics");
        group.AddEndpointFilter<PointedProblemFilter>();
        group.MapGet("", List).WithName("ListTopics").RequireAuthorization(Permission.ReadWorkspace);
        group.MapGet("/{key}", Read).WithName("ReadTopic").RequireAuthorization(Permission.ReadWorkspace);
        group.MapPut("/{key}", PutAsync).WithName("PutTopic")
            .WithJson(BodyMember.Text("name", isRequired: true), BodyMember.Text("description"), BodyMember.Any("names"), BodyMember.Flag("archived"))
            .RequireAuthorization(Permission.WriteWorkspace);
    }

    private static Ok<TopicsAnswer> List(CurrentTopics topics) => TypedResults.Ok(new TopicsAnswer([.. topics.All.Select(TopicAnswer.Of)]));

    private static Results<Ok<TopicAnswer>, ProblemHttpResult> Read(string key, CurrentTopics topics) => topics.Find(key) is { } topic
        ? TypedResults.Ok(TopicAnswer.Of(topic))
        : TypedResults.Problem($"There is no topic '{key}'.", statusCode: StatusCodes.Status404NotFound);

    /// <summary>Makes it, or replaces what is said of it.</summary>
    private static async Task<Results<Ok<TopicAnswer>, Created<TopicAnswer>, ProblemHttpResult>> PutAsync(
        string key, HttpRequest http, ClaimsPrincipal user, SaveTopicHandler save, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, s_members, cancellationToken);
        var command = new SaveTopic(
            key, body.Text("name"), body.Find("description") is null ? "" : body.Text("description"), NamesOf(body), body.Flag("archived") ?? false,
            user.Identity?.Name ?? "");
        return await save.HandleAsync(command, cancellationToken) switch
        {
            SaveTopicResult.Saved { IsNew: true } made => TypedResults.Created($"/api/v1/topics/{key}", TopicAnswer.Of(made.Topic)),
            SaveTopicResult.Saved saved => TypedResults.Ok(TopicAnswer.Of(saved.Topic)),
            SaveTopicResult.KeyRefused => PointedProblem.Refused("", $"A topic's key has 1 to {Topic.MaxKeyLength} of a-z, 0-9 and -."),
            SaveTopicResult.NameRefused => PointedProblem.Refused("/name", $"/name has 1 to {Topic.MaxNameLength} characters."),
            SaveTopicResult.DescriptionRefused => PointedProblem.Refused("/description", $"/description has at most {Topic.MaxDescriptionLength} characters."),
            SaveTopicResult.NamesRefused names => PointedProblem.Refused(
                "/names", $"/names has a name of at most {Topic.MaxNameLength} characters for each language, such as \"vi\"; '{names.Language}' is at fault."),
            SaveTopicResult.TooMany => TypedResults.Problem($"There are {Topic.Most} topics already.", statusCode: StatusCodes.Status409Conflict),
            var other => throw new UnreachableException(other.GetType().Name),
        };
    }

    private static Dictionary<string, string> NamesOf(RequestBody body)
    {
        if (body.Find("names") is not { } json) return [];
        if (json.ValueKind != JsonValueKind.Object) throw new RequestRefusedException("/names", "/names is not a JSON object.");

        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
            names[member.Name] = RequestBody.TryText(member.Value) ?? throw new RequestRefusedException("/names", "/names holds a name that is not text.");
        return names;
    }
}

/// <param name="Names">By language; readers of others see <paramref name="Name"/>.</param>
/// <param name="Archived">Put away: offered to nobody.</param>
internal sealed record TopicAnswer(string Key, string Name, IReadOnlyDictionary<string, string> Names, string Description, bool Archived, DateTimeOffset ChangedAt, string ChangedBy)
{
    public static TopicAnswer Of(Topic topic) =>
        new(topic.Key, topic.Name, TopicNamesJson.Read(topic.Names), topic.Description, topic.IsArchived, topic.ChangedAt, topic.ChangedBy);
}

internal sealed record TopicsAnswer(IReadOnlyList<TopicAnswer> Items);
