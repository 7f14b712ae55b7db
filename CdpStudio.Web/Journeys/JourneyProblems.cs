using System.Text.Json;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Web.Audience;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Journeys;

/// <summary>How refusals of journeys leave the house, the same for scripts and programs.</summary>
internal static class JourneyProblems
{
    public static ProblemHttpResult NotFound() => TypedResults.Problem("There is no such journey.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Changed(JourneyDocument present, ProblemWords words) => TypedResults.Problem(
        "The draft was changed in the meantime.",
        statusCode: StatusCodes.Status409Conflict,
        extensions: new Dictionary<string, object?> { ["present"] = DocumentAnswer.Of(present, words) });

    public static ProblemHttpResult Refused(IReadOnlyList<JourneyProblem> problems, ProblemWords words) => TypedResults.Problem(
        "The draft has problems that keep it from being published.",
        statusCode: StatusCodes.Status400BadRequest,
        extensions: new Dictionary<string, object?> { ["problems"] = ProblemAnswer.Of(problems, words) });

    public static ProblemHttpResult Conflict(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict);

    public static ProblemHttpResult Stopping() => Conflict("Everybody is being taken out: wait until that is done.");

    /// <exception cref="RequestRefusedException">It is no definition.</exception>
    public static JourneyDefinition Definition(JsonElement json, string pointer) => DefinitionReader.Read(json, pointer) switch
    {
        DefinitionReading.Read read => read.Definition,
        DefinitionReading.Refused refused => throw new RequestRefusedException(refused.Pointer, refused.Detail),
        var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
    };

    /// <summary>Null where the member is absent.</summary>
    /// <exception cref="RequestRefusedException">It is no version.</exception>
    public static int? Version(RequestBody body) => body.Find("version") switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var version) && version >= 1 => version,
        _ => throw new RequestRefusedException("/version", "/version is a whole number from 1."),
    };
}
