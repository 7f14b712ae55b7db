using System.Globalization;
using CdpStudio.Core.Governance.Access;
using Microsoft.AspNetCore.Components;

namespace CdpStudio.Web.Settings;

/// <summary>What the administrator hands to an invited person; valid once, for a day.</summary>
internal sealed record JoinLink(string Name, string Address)
{
    public static JoinLink Of(NavigationManager navigation, string name, AccountResult.Invited invited) => new(
        name,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{navigation.BaseUri}account/join?user={invited.User}&code={Uri.EscapeDataString(invited.Code)}"));
}
