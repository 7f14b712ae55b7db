using System.Diagnostics;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Profiles;

/// <summary>By what somebody was found, where what is shown of them does not say it.</summary>
internal static class FoundByText
{
    /// <param name="shown">Identifiers that stand beside the person's name.</param>
    public static string? Of(ProfileHit hit, ProfileRecord person, IEnumerable<Identifier> shown, IStringLocalizer<ProfileTexts> texts) => hit.By switch
    {
        FoundBy.Identifier => ProfileName.Of(person) == hit.Identifier.Value || shown.Contains(hit.Identifier) ? null : texts["FoundIdentifier", hit.Identifier.Value].Value,
        FoundBy.Order order => texts["FoundOrder", order.Number].Value,
        FoundBy.Name name => ProfileName.Of(person).Contains(name.Value.Trim(), StringComparison.Ordinal) ? null : texts["FoundName", name.Value.Trim()].Value,
        _ => throw new UnreachableException(hit.By.GetType().Name),
    };
}
