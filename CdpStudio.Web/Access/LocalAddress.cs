namespace CdpStudio.Web.Access;

/// <summary>Where to go after signing in. Only within this installation: what comes from an address can be anybody's.</summary>
internal static class LocalAddress
{
    public static string Or(string? address, string otherwise) => IsLocal(address) ? address! : otherwise;

    private static bool IsLocal(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(char.IsControl);
}
