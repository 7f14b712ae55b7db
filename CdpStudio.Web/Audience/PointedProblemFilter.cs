using CdpStudio.Core.Audience;

namespace CdpStudio.Web.Audience;

/// <summary>Turns the refusals that any endpoint over rules may meet into answers; each is the caller's to mend.</summary>
internal sealed class PointedProblemFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (RequestRefusedException e)
        {
            return PointedProblem.Refused(e.Pointer, e.Message);
        }
        catch (RuleNotYetException e)
        {
            return PointedProblem.Refused(e.Pointer, e.Message);
        }
        catch (UnknownSetException e)
        {
            return PointedProblem.Refused(e.Pointer, e.Message);
        }
    }
}
