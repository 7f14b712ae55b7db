namespace CdpStudio.Web.Shell;

/// <summary>Names that the frame and the pages within it share.</summary>
internal static class Frame
{
    /// <summary>The section of the top bar that <c>PageHeader</c> fills.</summary>
    public const string Crumbs = "crumbs";

    public const string ThemeCookie = "cdp-theme";
    public const string NavigationCookie = "cdp-nav";
}
