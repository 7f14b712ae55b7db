namespace CdpStudio.Web.Access;

internal static class ApiKeyClaims
{
    /// <summary>One per permission that the key was given.</summary>
    public const string Scope = "cdp:scope";
}
