using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CdpStudio.Web.Access;

/// <summary>The cookie of a session: unreadable for scripts, not sent by other sites' forms, idle and absolute ends.</summary>
internal sealed class SessionCookie(IOptions<SessionLimits> session, TimeProvider clock) : IConfigureNamedOptions<CookieAuthenticationOptions>
{
    private const string StartedAt = "started";

    public void Configure(CookieAuthenticationOptions options)
    {
    }

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        if (name != IdentityConstants.ApplicationScheme) return;

        options.Cookie.Name = "CdpStudio.Session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = session.Value.Idle;
        options.SlidingExpiration = true;
        options.LoginPath = "/account/sign-in";
        options.AccessDeniedPath = "/account/not-allowed";
        options.ReturnUrlParameter = "returnUrl";
        options.Events = new CookieAuthenticationEvents
        {
            OnSigningIn = context =>
            {
                context.Properties.Items.TryAdd(StartedAt, clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
                return Task.CompletedTask;
            },
            OnValidatePrincipal = ValidateAsync,
            OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized),
            OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden),
        };
    }

    private async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var started = context.Properties.Items.TryGetValue(StartedAt, out var text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) ? at : default;
        if (clock.GetUtcNow() - started > session.Value.Longest) context.RejectPrincipal();
        else await SecurityStampValidator.ValidatePrincipalAsync(context);
    }

    // Scripts are told by status, people by the page that they need.
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (Doors.IsForScripts(context.Request.Path)) context.Response.StatusCode = status;
        else context.Response.Redirect(context.RedirectUri);

        return Task.CompletedTask;
    }
}
