namespace CdpStudio.Web.Hosting;

internal static class HeadRequests
{
    /// <summary>HEAD is answered as GET is. The server itself leaves the body out: it remembers the method that was sent.</summary>
    public static IApplicationBuilder UseHeadAsGet(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method)) context.Request.Method = HttpMethods.Get;

        return next(context);
    });
}
