using System.Security.Claims;
using System.Text.Encodings.Web;
using CdpStudio.Core.Governance.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CdpStudio.Web.Access;

/// <summary><c>Authorization: Bearer KEY</c>.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiKeyRing keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();

        var key = await keys.FindAsync(header[Bearer.Length..].Trim(), Context.RequestAborted);
        if (key is null) return AuthenticateResult.Fail("There is no such API key.");

        Claim[] claims =
        [
            new(ClaimTypes.NameIdentifier, key.Id.Value.ToString()),
            new(ClaimTypes.Name, key.Name),
            .. key.Scopes.Select(scope => new Claim(ApiKeyClaims.Scope, scope)),
        ];
        var principal = new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme.Name));

        return AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer realm=\"CdpStudio\"";
        var detail = Request.Headers.Authorization.Count == 0
            ? "Send an API key as 'Authorization: Bearer KEY'."
            : "This API key does not exist or was revoked.";

        await TypedResults.Problem(detail, statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var scopes = Context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).OfType<string>() ?? [];

        await TypedResults.Problem(
            $"This API key lacks the scope {string.Join(" or ", scopes.Distinct())}.", statusCode: StatusCodes.Status403Forbidden)
            .ExecuteAsync(Context);
    }
}
