using CdpStudio.Core.Audience;

namespace CdpStudio.Web.Audience;

/// <summary>Waits until the log that was there at start is read, as counts do: somebody who is not read yet is not unknown, nor is a name.</summary>
internal sealed class WholeAudienceFilter(AudienceReadiness readiness) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!readiness.IsReady) await readiness.Ready.WaitAsync(context.HttpContext.RequestAborted);
        return await next(context);
    }
}
