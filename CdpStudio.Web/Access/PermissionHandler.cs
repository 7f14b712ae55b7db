using Microsoft.AspNetCore.Authorization;

namespace CdpStudio.Web.Access;

/// <summary>Asks for one permission: people have it by role, API keys by scope.</summary>
internal sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

internal sealed class PermissionHandler : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (context.User.Has(requirement.Permission)) context.Succeed(requirement);

        return Task.CompletedTask;
    }
}
