using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;

namespace CdpStudio.Web.Access;

/// <summary>
/// Refuses a form that comes without the token of its page. Endpoints whose binding is compiled with the program read the form without
/// asking whether the token was valid; pages ask by themselves, and say so.
/// </summary>
internal sealed class FormDoor(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false }) return next(context);
        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null) return next(context);

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }
}
