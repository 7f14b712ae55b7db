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
        var asked = context.Request.Headers.AccessControlRequestHeaders.ToString();
        // Nor could the header hold what is no header's name.
        if (asked.Length > 0 && !asked.AsSpan().ContainsAnyExceptInRange(' ', '~')) headers.AccessControlAllowHeaders = asked;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <returns>False when the source does not take messages from the page's origin.</returns>
    public static bool Admit(HttpContext context, SourceDoor? door)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0) return true;

        // A page may read no other header of an answer, and its client waits by these.
        context.Response.Headers.AccessControlExposeHeaders = "Retry-After, X-RateLimit-Reset";
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
