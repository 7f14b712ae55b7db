namespace CdpStudio.Web.Hosting;

internal static class LastConnections
{
    /// <summary>
    /// Pages' connections are closed when the product stops, also one that is opened at that moment, as every page does that finds its
    /// connection gone: the server closes only those that it had, and would wait for the others as long as it may.
    /// </summary>
    public static IApplicationBuilder UseLastConnections(this IApplicationBuilder app)
    {
        var stopping = app.ApplicationServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        return app.Use(async (context, next) =>
        {
            if (!context.WebSockets.IsWebSocketRequest)
            {
                await next(context);
                return;
            }

            using var stop = stopping.Register(context.Abort);
            await next(context);
        });
    }
}
