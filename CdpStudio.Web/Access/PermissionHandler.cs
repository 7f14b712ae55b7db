using System.Security.Claims;
using CdpStudio.Core.Governance.Access;
using Microsoft.AspNetCore.Authorization;

namespace CdpStudio.Web.Access;

/// <summary>Asks for one permission: people have it by role, API keys by scope.</summary>
internal sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

internal sealed class PermissionHandler : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        var byRole = context.User.FindAll(ClaimTypes.Role).Any(role => Role.Allows(role.Value, requirement.Permission));
        var byScope = context.User.HasClaim(ApiKeyClaims.Scope, requirement.Permission);
        if (byRole || byScope) context.Succeed(requirement);

        return Task.CompletedTask;
    }
}
