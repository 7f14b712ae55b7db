using System.Text.Json.Nodes;
using CdpStudio.Core.Sources;

namespace CdpStudio.Web.Ingestion;

/// <summary>What Segment's browser library asks for before it sends anything.</summary>
internal static class LibrarySettings
{
    public static void MapLibrarySettings(this IEndpointRouteBuilder endpoints)
    {
        const string path = "/v1/projects/{writeKey}/settings";
        endpoints.MapMethods(path, [HttpMethods.Options], (HttpContext context) => TrackingCors.AnswerPreflight(context)).ExcludeFromDescription();
        endpoints.MapGet(path, Read).WithName("ReadLibrarySettings");
    }

    private static IResult Read(string writeKey, HttpContext context, WriteKeys keys)
    {
        if (keys.Find(writeKey) is not { } door) return TypedResults.Json(new TrackingAnswer(false, "The write key is unknown."), statusCode: StatusCodes.Status404NotFound);
        if (!TrackingCors.Admit(context, door)) return TypedResults.Json(new TrackingAnswer(false, "This source takes nothing from pages of this origin."), statusCode: StatusCodes.Status403Forbidden);

        return TypedResults.Json(Settings(writeKey, context.Request));
    }

    private static JsonObject Settings(string writeKey, HttpRequest request) => new()
    {
        ["integrations"] = new JsonObject
        {
            ["Segment.io"] = new JsonObject
            {
                ["apiKey"] = writeKey,
                ["apiHost"] = $"{request.Host}/v1",
                ["protocol"] = request.Scheme,
                ["unbundledIntegrations"] = new JsonArray(),
                ["addBundledMetadata"] = true,
                ["maybeBundledConfigIds"] = new JsonObject(),
                ["versionSettings"] = new JsonObject { ["version"] = "4.4.7", ["componentTypes"] = new JsonArray("browser") },
            },
        },
        ["plan"] = new JsonObject
        {
            ["track"] = Enabled(),
            ["identify"] = Enabled(),
            ["group"] = Enabled(),
        },
        ["edgeFunction"] = new JsonObject(),
        ["analyticsNextEnabled"] = true,
        ["middlewareSettings"] = new JsonObject(),
        ["enabledMiddleware"] = new JsonObject(),
        // Nobody collects the library's own measurements here, so it should not send any.
        ["metrics"] = new JsonObject { ["sampleRate"] = 0 },
        ["legacyVideoPluginsEnabled"] = false,
        ["remotePlugins"] = new JsonArray(),
    };

    private static JsonObject Enabled() => new() { ["__default"] = new JsonObject { ["enabled"] = true, ["integrations"] = new JsonObject() } };
}
