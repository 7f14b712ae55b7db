using Microsoft.AspNetCore.Http.Features;

namespace CdpStudio.Web.Catalogue;

/// <summary>A name that is one percent-encoded segment of the path, whatever letters it holds.</summary>
internal static class NameInPath
{
    /// <summary>Read from the address as it came: routing leaves an encoded slash encoded, and then can't tell it from what says %2F.</summary>
    public static string Last(HttpContext context, string routed)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (string.IsNullOrEmpty(raw)) return routed;

        var path = raw.AsSpan();
        if (path.IndexOf('?') is var query and >= 0) path = path[..query];
        path = path.TrimEnd('/');
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..].ToString());
    }
}
