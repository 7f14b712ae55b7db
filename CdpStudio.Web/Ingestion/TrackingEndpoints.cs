using System.Globalization;
using System.Text.Json.Serialization;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Web.Hosting;
using Microsoft.OpenApi;

namespace CdpStudio.Web.Ingestion;

/// <summary>The tracking API of Segment's public specification, under the paths that its clients and their relatives use.</summary>
internal static class TrackingEndpoints
{
    private static readonly (string Path, CallType? Type)[] s_calls =
    [
        ("/v1/identify", CallType.Identify), ("/v1/track", CallType.Track), ("/v1/page", CallType.Page),
        ("/v1/screen", CallType.Screen), ("/v1/group", CallType.Group), ("/v1/alias", CallType.Alias), ("/v1/batch", null),
    ];

    private static readonly (string Path, CallType? Type)[] s_aliases =
    [
        ("/v1/i", CallType.Identify), ("/v1/t", CallType.Track), ("/v1/p", CallType.Page),
        ("/v1/s", CallType.Screen), ("/v1/g", CallType.Group), ("/v1/a", CallType.Alias), ("/v1/b", null), ("/v1/import", null), ("/beacon/v1/batch", null),
        .. s_calls.Select(c => (c.Path.Replace("/v1/", "/api/s/", StringComparison.Ordinal), c.Type)),
        .. s_calls.Select(c => (c.Path.Replace("/v1/", "/api/s/s2s/", StringComparison.Ordinal), c.Type)),
    ];

    private static readonly BodyMember[] s_message =
    [
        BodyMember.Text("userId"), BodyMember.Text("anonymousId"), BodyMember.Text("messageId"), BodyMember.Text("timestamp"), BodyMember.Text("event"),
        new("properties", JsonSchemaType.Object), new("traits", JsonSchemaType.Object), new("context", JsonSchemaType.Object),
    ];

    public static void MapTracking(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("").AllowAnonymous().DisableAntiforgery().WithTags("Tracking").WithGroupName("v1");
        foreach (var (path, type) in s_calls) Map(group, path, type).WithJson(type is null ? [new("batch", JsonSchemaType.Array, IsRequired: true)] : s_message).Produces<TrackingAnswer>();
        foreach (var (path, type) in s_aliases) Map(group, path, type).ExcludeFromDescription();
        group.MapLibrarySettings();
        group.MapWebSdk();

        // Without them the answer would be the pages': sign in first.
        group.Map("/v1/{**rest}", NotFound).ExcludeFromDescription();
        group.Map("/api/s/{**rest}", NotFound).ExcludeFromDescription();
        group.Map("/beacon/{**rest}", NotFound).ExcludeFromDescription();
        group.Map("/sdk/{**rest}", NotFound).ExcludeFromDescription();
    }

    private static RouteHandlerBuilder Map(RouteGroupBuilder group, string path, CallType? type)
    {
        group.MapMethods(path, [HttpMethods.Options], (HttpContext context) => TrackingCors.AnswerPreflight(context)).ExcludeFromDescription();
        group.Map(path, WrongMethod).ExcludeFromDescription();
        // No declared content type: clients label their JSON as text, as a form or not at all.
        return group.MapPost(path, (HttpContext context, TrackingDoor door) => TakeAsync(context, type, door));
    }

    private static IResult NotFound() =>
        TypedResults.Json(new TrackingAnswer(false, "There is no such call."), statusCode: StatusCodes.Status404NotFound);

    private static IResult WrongMethod(HttpContext context)
    {
        context.Response.Headers.Allow = "POST, OPTIONS";
        return TypedResults.Json(new TrackingAnswer(false, "Messages are sent by POST."), statusCode: StatusCodes.Status405MethodNotAllowed);
    }

    private static async Task<IResult> TakeAsync(HttpContext context, CallType? type, TrackingDoor door)
    {
        var answer = await door.TakeAsync(context, type);
        if (answer.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            context.Response.Headers["X-RateLimit-Reset"] = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return TypedResults.Json(new TrackingAnswer(answer.Status == StatusCodes.Status200OK, answer.Message), statusCode: answer.Status);
    }
}

/// <param name="Success">The messages are durably stored.</param>
/// <param name="Message">Why not; null when they are.</param>
internal sealed record TrackingAnswer(bool Success, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message);
