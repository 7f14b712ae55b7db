using System.Diagnostics;
using System.Security.Claims;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Stewardship.Locks;
using CdpStudio.Web.Audience;
using CdpStudio.Web.Catalogue;
using CdpStudio.Web.Hosting;
using CdpStudio.Web.Profiles;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Stewardship.Locks;

internal static class LockEndpoints
{
    private static readonly string[] s_members = ["value"];

    public static void MapLocks(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/profiles/{id:long}/locks").WithTags("Profiles");
        group.AddEndpointFilter<PointedProblemFilter>().AddEndpointFilter<WholeAudienceFilter>();
        group.MapPut("/{name}", LockAsync).WithName("LockProfileAttribute")
            .WithJson(BodyMember.Any("value") with { IsRequired = true }).RequireAuthorization(Permission.LockAttributes);
        group.MapDelete("/{name}", UnlockAsync).WithName("UnlockProfileAttribute").RequireAuthorization(Permission.LockAttributes);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> LockAsync(
        long id, string name, HttpRequest http, ClaimsPrincipal user, LockAttributeHandler handler, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(http, s_members, cancellationToken);
        var command = new LockAttribute(new ProfileId(id), NameInPath.Last(http.HttpContext, name), body.Get("value").GetRawText(), user.Identity?.Name ?? "");
        return await handler.HandleAsync(command, cancellationToken) switch
        {
            LockAttributeResult.Locked => TypedResults.NoContent(),
            LockAttributeResult.NobodyFound => NotFound("There is no such profile."),
            LockAttributeResult.BadName bad => throw new RequestRefusedException("", bad.Why),
            LockAttributeResult.NoValue => throw new RequestRefusedException("/value", "/value has to have a value; to lock none is not possible."),
            LockAttributeResult.TooLong => throw new RequestRefusedException("/value", $"/value has at most {LockAttributeHandler.MaxLength} characters."),
            LockAttributeResult.NotOfType other => throw new RequestRefusedException("/value", $"/value can't be read as {DataTypeName.Of(other.Type)}."),
            LockAttributeResult.NotAllowed other => throw new RequestRefusedException("/value", $"/value must be one of {string.Join(", ", other.Allowed)}."),
            var other => throw new UnreachableException(other.GetType().Name),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> UnlockAsync(
        long id, string name, HttpContext context, ClaimsPrincipal user, UnlockAttributeHandler handler, CancellationToken cancellationToken)
    {
        var command = new UnlockAttribute(new ProfileId(id), NameInPath.Last(context, name), user.Identity?.Name ?? "");
        return await handler.HandleAsync(command, cancellationToken) switch
        {
            UnlockAttributeResult.Unlocked => TypedResults.NoContent(),
            UnlockAttributeResult.NobodyFound => NotFound("There is no such profile."),
            UnlockAttributeResult.NotLocked => NotFound("The attribute is not locked."),
            var other => throw new UnreachableException(other.GetType().Name),
        };
    }

    private static ProblemHttpResult NotFound(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound);
}
