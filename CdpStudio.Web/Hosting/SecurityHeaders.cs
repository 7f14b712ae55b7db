using Microsoft.Net.Http.Headers;

namespace CdpStudio.Web.Hosting;

/// <summary>What every answer tells the browser: nothing from elsewhere, in nobody's frame, and nothing with data is kept.</summary>
internal static class SecurityHeaders
{
    // style-src-attr: Blazor's virtual rows set heights and places through the style attribute, which can load nothing.
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; " +
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            var own = context.GetEndpoint()?.Metadata.GetMetadata<DocumentPolicy>();
            headers.ContentSecurityPolicy = own?.ContentSecurityPolicy ?? ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = own is null ? "DENY" : "SAMEORIGIN";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            // Static files name their own; everything else may hold people's data.
            if (!headers.ContainsKey(HeaderNames.CacheControl)) headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });

        return next(context);
    });
}

/// <summary>On an endpoint that answers with a document of somebody else's making, to be shown in a frame of our own pages.</summary>
/// <param name="ContentSecurityPolicy">Takes the place of the one for pages.</param>
internal sealed record DocumentPolicy(string ContentSecurityPolicy);
