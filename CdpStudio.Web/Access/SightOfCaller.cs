using System.Security.Claims;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Profiles.Masking;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace CdpStudio.Web.Access;

/// <summary>Tells each request how much of people its caller sees.</summary>
internal static class SightOfCaller
{
    public static IApplicationBuilder UseSight(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.RequestServices.GetRequiredService<Sight>().Become(context.User.Has(Permission.SeeUnmasked));
        return next(context);
    });
}

/// <summary>Tells each circuit, before its first component. Another role ends the session and with it the circuit.</summary>
internal sealed class SightOfCircuit(Sight sight, AuthenticationStateProvider session) : CircuitHandler
{
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken) =>
        sight.Become((await session.GetAuthenticationStateAsync()).User.Has(Permission.SeeUnmasked));
}

internal static class PermissionOfPrincipal
{
    /// <summary>People have it by role, API keys by scope.</summary>
    public static bool Has(this ClaimsPrincipal user, string permission) =>
        user.FindAll(ClaimTypes.Role).Any(role => Role.Allows(role.Value, permission)) || user.HasClaim(ApiKeyClaims.Scope, permission);
}
