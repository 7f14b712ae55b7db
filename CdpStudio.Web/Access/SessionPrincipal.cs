using System.Security.Claims;
using CdpStudio.Core.Governance.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CdpStudio.Web.Access;

/// <summary>What a session's cookie says about its owner. Whether it still holds is asked of the database, by the stamp.</summary>
internal sealed class SessionPrincipalFactory(IOptions<IdentityOptions> options) : IUserClaimsPrincipalFactory<StudioUser>
{
    public Task<ClaimsPrincipal> CreateAsync(StudioUser user)
    {
        Claim[] claims =
        [
            new(ClaimTypes.NameIdentifier, user.Id.ToString()),
            new(ClaimTypes.Name, user.Name),
            new(ClaimTypes.Role, user.Role),
            new(options.Value.ClaimsIdentity.SecurityStampClaimType, user.SecurityStamp!),
        ];

        return Task.FromResult(new ClaimsPrincipal(new ClaimsIdentity(claims, IdentityConstants.ApplicationScheme)));
    }
}

/// <summary>Who is disabled cannot sign in.</summary>
internal sealed class EnabledUser : IUserConfirmation<StudioUser>
{
    public Task<bool> IsConfirmedAsync(UserManager<StudioUser> manager, StudioUser user) => Task.FromResult(!user.Disabled);
}

internal static class SessionPrincipal
{
    extension(ClaimsPrincipal user)
    {
        public Guid UserId => Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!);
    }
}
