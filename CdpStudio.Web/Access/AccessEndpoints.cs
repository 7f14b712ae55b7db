using System.Security.Claims;
using CdpStudio.Core.Governance.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace CdpStudio.Web.Access;

internal static class AccessEndpoints
{
    /// <summary>Plain form posts that change a cookie; a circuit cannot.</summary>
    public static void MapAccess(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/account/sign-out", SignOutAsync).RequireAuthorization(Permission.OwnAccount).ExcludeFromDescription();

    // The form is bound so that the framework checks its antiforgery token.
    private static async Task<RedirectHttpResult> SignOutAsync(
        IFormCollection _, ClaimsPrincipal user, SignOutEverywhereHandler everywhere, SignInManager<StudioUser> signIn, CancellationToken cancellationToken)
    {
        await everywhere.HandleAsync(new SignOutEverywhere(user.UserId), cancellationToken);
        await signIn.SignOutAsync();

        return TypedResults.LocalRedirect("/account/sign-in");
    }
}
