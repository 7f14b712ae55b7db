using CdpStudio.Web.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing.Template;

namespace CdpStudio.Web.Hosting;

/// <summary>
/// What programs are told where there is no call, or none that takes the method or the body's type. Without it the pages answer them:
/// with a sign-in, or with a 405 of the static files, whose pattern fits every address.
/// </summary>
internal static class NoSuchCall
{
    private static readonly string[] s_doors = [Doors.Api, "/health", "/metrics", "/openapi"];

    public static void MapNoSuchCall(this IEndpointRouteBuilder endpoints)
    {
        foreach (var door in s_doors) endpoints.Map(door + "/{**rest}", AnswerAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context, EndpointDataSource endpoints, ParameterPolicyFactory policies, IAuthorizationService authorization)
    {
        var calls = endpoints.Endpoints.OfType<RouteEndpoint>().Where(e => IsCall(e) && Fits(e, context, policies)).ToList();
        if (calls.Count == 0) return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound);

        // This endpoint is open, the calls whose place it takes may not be.
        var isOpen = calls.Exists(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null);
        if (!isOpen && context.User.Identity is not { IsAuthenticated: true }) return TypedResults.Challenge();

        if (calls.Find(e => MethodsOf(e).Contains(context.Request.Method)) is { } call) return await WrongTypeAsync(context, call, authorization);

        context.Response.Headers.Allow = string.Join(", ", calls.SelectMany(MethodsOf).Distinct().Order(StringComparer.Ordinal));
        return TypedResults.Problem(statusCode: StatusCodes.Status405MethodNotAllowed);
    }

    private static async Task<IResult> WrongTypeAsync(HttpContext context, RouteEndpoint call, IAuthorizationService authorization)
    {
        foreach (var policy in call.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).OfType<string>())
        {
            if ((await authorization.AuthorizeAsync(context.User, policy)).Succeeded) continue;

            // The refusal names the scopes of the endpoint.
            context.SetEndpoint(call);
            return TypedResults.Forbid();
        }

        return TypedResults.Problem(statusCode: StatusCodes.Status415UnsupportedMediaType);
    }

    private static bool IsCall(RouteEndpoint endpoint) =>
        MethodsOf(endpoint).Count > 0 && s_doors.Any(door => endpoint.RoutePattern.RawText?.StartsWith(door, StringComparison.Ordinal) == true);

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];

    private static bool Fits(RouteEndpoint endpoint, HttpContext context, ParameterPolicyFactory policies)
    {
        var pattern = endpoint.RoutePattern;
        var values = new RouteValueDictionary();
        return new TemplateMatcher(new RouteTemplate(pattern), new RouteValueDictionary(pattern.Defaults)).TryMatch(context.Request.Path, values)
            && pattern.ParameterPolicies.All(p => p.Value
                .Select(policy => policies.Create(pattern.GetParameter(p.Key), policy))
                .OfType<IRouteConstraint>()
                .All(constraint => constraint.Match(context, route: null, p.Key, values, RouteDirection.IncomingRequest)));
    }
}
