using CdpStudio.Core.Governance.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CdpStudio.Web.Access;

internal static class AccessModule
{
    /// <summary>After governance, which holds the accounts.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSessions();
        services.AddAuthorization(AddPolicies);
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "CdpStudio.Form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true; // SecurityHeaders says it, stricter.
        });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAuthorizationHandler, PermissionHandler>());
        services.TryAddScoped<AuthenticationStateProvider, SessionRevalidation>();
        services.AddScoped<CircuitHandler, SightOfCircuit>();
        services.TryAddScoped<SignInHandler>();
        services.TryAddScoped<GuardedForm>();

        return services;
    }

    private static void AddSessions(this IServiceCollection services)
    {
        services.AddAuthentication(Doors.Scheme)
            .AddPolicyScheme(Doors.Scheme, null, options => options.ForwardDefaultSelector = context => Doors.SchemeOf(context.Request.Path))
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(Doors.ApiKeyScheme, null)
            .AddCookie(IdentityConstants.ApplicationScheme);
        services.ConfigureOptions<SessionCookie>();
        services.AddOptions<SessionLimits>().ValidateDataAnnotations().ValidateOnStart();

        new IdentityBuilder(typeof(StudioUser), services)
            .AddSignInManager()
            .AddClaimsPrincipalFactory<SessionPrincipalFactory>();
        services.Replace(ServiceDescriptor.Scoped<IUserConfirmation<StudioUser>, EnabledUser>());
        services.Configure<IdentityOptions>(options => options.SignIn.RequireConfirmedAccount = true);
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = SessionRevalidation.Interval);
    }

    private static void AddPolicies(AuthorizationOptions options)
    {
        foreach (var permission in Permission.All)
        {
            options.AddPolicy(permission, policy => policy
                .RequireAuthenticatedUser()
                .AddRequirements(new PermissionRequirement(permission)));
        }

        // What names no policy is closed to strangers; a test refuses that anything names none. An address without an endpoint is
        // open: it has nothing to protect, and 404 says more than 401.
        options.FallbackPolicy = new AuthorizationPolicyBuilder()
            .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is null
                || context.User.Identity?.IsAuthenticated == true)
            .Build();
    }
}
