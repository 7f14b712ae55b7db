using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace CdpStudio.Web.Languages;

internal static class LanguageEndpoints
{
    private static readonly TimeSpan s_remembered = TimeSpan.FromDays(365);

    /// <summary>A plain form post: a circuit cannot set a cookie, and everything is to be drawn anew anyway.</summary>
    public static void MapLanguages(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/account/language/choose", Choose).RequireAuthorization(Permission.OwnAccount).ExcludeFromDescription();

    private static RedirectHttpResult Choose(
        [FromForm] string language, [FromForm] string? returnUrl, LanguageList languages, HttpContext context, TimeProvider clock)
    {
        if (languages.Find(language) is { } chosen)
        {
            context.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(chosen.Formats, chosen.Tag)),
                new CookieOptions
                {
                    Expires = clock.GetUtcNow() + s_remembered,
                    HttpOnly = true,
                    SameSite = SameSiteMode.Lax,
                    Secure = context.Request.IsHttps,
                    IsEssential = true,
                });
        }

        return TypedResults.LocalRedirect(LocalAddress.Or(returnUrl, "/"));
    }
}
