using Microsoft.Net.Http.Headers;

namespace CdpStudio.Web.Ingestion;

/// <summary>The library of our own that pages of other origins load.</summary>
internal static class WebSdk
{
    public const string Path = "/sdk/cdp.js";

    // A new version of the product reaches every page within the hour; until then a page asks for nothing.
    private const string Kept = "public, max-age=3600, stale-while-revalidate=86400";

    public static void MapWebSdk(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(Path, Read).WithName("ReadWebSdk").ExcludeFromDescription();

    private static IResult Read(HttpContext context, WebSdkFile file)
    {
        var isPacked = context.Request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && e.Quality is not 0.0);
        var headers = context.Response.Headers;
        headers.CacheControl = Kept;
        headers.Vary = HeaderNames.AcceptEncoding;
        // It is the same for everybody and says nothing of anybody: pages that isolate themselves may load it too.
        headers.AccessControlAllowOrigin = "*";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        if (isPacked) headers.ContentEncoding = "gzip";

        var (bytes, tag) = isPacked ? file.Packed : file.Plain;
        return TypedResults.Bytes(bytes, "text/javascript; charset=utf-8", entityTag: tag);
    }
}
