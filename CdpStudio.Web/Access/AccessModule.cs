using CdpStudio.Core.Governance.Access;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Web.Access;

internal static class AccessModule
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        services.AddAuthorization(AddPolicies);
        services.AddCascadingAuthenticationState();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAuthorizationHandler, PermissionHandler>());

        return services;
    }

    private static void AddPolicies(AuthorizationOptions options)
    {
        foreach (var permission in Permission.All)
        {
            options.AddPolicy(permission, policy => policy
                .RequireAuthenticatedUser()
                .AddRequirements(new PermissionRequirement(permission)));
        }

        // What names no policy is for nobody but people who are signed in; a test refuses that anything names none.
        options.FallbackPolicy = options.DefaultPolicy;
    }
}
