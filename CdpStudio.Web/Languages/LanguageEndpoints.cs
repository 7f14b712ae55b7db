using System.Security.Claims;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CdpStudio.Web.Languages;

internal static class LanguageEndpoints
{
    /// <summary>A plain form post: a circuit cannot set a cookie, and everything is to be drawn anew anyway.</summary>
    public static void MapLanguages(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/account/language/choose", ChooseAsync).RequireAuthorization(Permission.OwnAccount).ExcludeFromDescription();

    private static async Task<RedirectHttpResult> ChooseAsync(
        [FromForm] string language, [FromForm] string? returnUrl, LanguageList languages, LanguageChoice choice, ClaimsPrincipal user, HttpContext context)
    {
        if (languages.Find(language) is { } chosen) await choice.KeepAsync(context, user.UserId, chosen);

        return TypedResults.LocalRedirect(LocalAddress.Or(returnUrl, "/"));
    }
}
