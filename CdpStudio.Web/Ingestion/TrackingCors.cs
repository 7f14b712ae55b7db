using CdpStudio.Core.Sources;
using Microsoft.Net.Http.Headers;

namespace CdpStudio.Web.Ingestion;

/// <summary>
/// Pages of other origins send here, never with cookies. A preflight names no write key, so it is answered for anybody; whose page may
/// send is decided when it does.
/// </summary>
internal static class TrackingCors
{
    private const string KeptSeconds = "7200";

    public static void AnswerPreflight(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
        headers.AccessControlMaxAge = KeptSeconds;
        headers.Vary = HeaderNames.AccessControlRequestHeaders;

        // A star would not cover 'authorization'.
        if (context.Request.Headers.AccessControlRequestHeaders is { Count: > 0 } asked) headers.AccessControlAllowHeaders = asked;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <returns>False when the source does not take messages from the page's origin.</returns>
    public static bool Admit(HttpContext context, SourceDoor? door)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0) return true;
        if (door is null || door.AllowsAnyOrigin)
        {
            context.Response.Headers.AccessControlAllowOrigin = "*";
            return true;
        }

        context.Response.Headers.Vary = HeaderNames.Origin;
        if (!door.Allows(origin)) return false;

        context.Response.Headers.AccessControlAllowOrigin = origin;
        return true;
    }
}
