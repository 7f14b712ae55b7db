namespace CdpStudio.Web.Access;

/// <summary>
/// Lets only our own pages call <c>/ui</c>: the same origin, by what the browser says of it, and a header that no foreign page can
/// send without a preflight, which is never granted. It stands before the endpoints, so a foreign body is not even read.
/// </summary>
internal sealed class SameOriginDoor(RequestDelegate next)
{
    public const string Header = "X-CdpStudio";

    public Task InvokeAsync(HttpContext context)
    {
        if (!Doors.IsForScripts(context.Request.Path) || ComesFromHere(context.Request)) return next(context);

        return TypedResults.Problem("This address answers only the pages of this installation.", statusCode: StatusCodes.Status403Forbidden)
            .ExecuteAsync(context);
    }

    private static bool ComesFromHere(HttpRequest request)
    {
        if (request.Headers[Header] != "1") return false;

        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0 && site is not ("same-origin" or "none")) return false;

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}";
    }
}
