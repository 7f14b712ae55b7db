using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace CdpStudio.Web.Shell;

public sealed partial class App
{
    // Not prerendered: a page would load its data twice and its controls would be dead until the circuit is there.
    private static readonly InteractiveServerRenderMode s_interactive = new(prerender: false);

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    /// <summary>Null for the pages that work without a circuit: signing in and the other plain forms.</summary>
    private IComponentRenderMode? Mode => Http.AcceptsInteractiveRouting() ? s_interactive : null;

    // What the browser remembers is drawn at once, without a flash of the other theme.
    private string? Theme => Http.Request.Cookies[Frame.ThemeCookie] is "light" or "dark" ? Http.Request.Cookies[Frame.ThemeCookie] : null;

    private string? Navigation => Http.Request.Cookies[Frame.NavigationCookie] == "slim" ? "slim" : null;
}
