using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CdpStudio.Web.Home;

/// <summary>
/// Draws nothing; put on the page of a thing it makes 'Where you left off' know it. Not for profiles: their names may have to be erased.
/// </summary>
public sealed class Visited(UserMemory memory, AuthenticationStateProvider session, NavigationManager navigation) : ComponentBase
{
    private string? _recorded;

    /// <summary>The noun; home has its word under <c>Kind.NOUN</c>.</summary>
    [Parameter, EditorRequired]
    public required string Kind { get; set; }

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var href = new Uri(navigation.Uri).AbsolutePath;
        if (_recorded == href + Text) return;

        _recorded = href + Text;
        var user = (await session.GetAuthenticationStateAsync()).User.UserId;
        await memory.VisitAsync(user, href, Text, Kind, CancellationToken.None);
    }
}
