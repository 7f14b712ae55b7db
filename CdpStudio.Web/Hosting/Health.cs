using CdpStudio.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Hosting;

/// <summary>For what watches the process. Open to everybody, so it says nothing but names and yes or no.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var health = endpoints.MapGroup("/health").AllowAnonymous().ExcludeFromDescription();
        health.MapGet("/live", () => TypedResults.Ok(new Answer("live", null)));
        health.MapGet("/ready", Ready);
    }

    private static JsonHttpResult<Answer> Ready(IEnumerable<IReadiness> parts)
    {
        var waiting = parts.Where(part => !part.IsReady).Select(part => part.Name).ToArray();

        return waiting.Length == 0
            ? TypedResults.Json(new Answer("ready", null))
            : TypedResults.Json(new Answer("starting", waiting), statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    internal sealed record Answer(string Status, IReadOnlyList<string>? WaitingFor);
}
