using CdpStudio.Web.Components;
using Allowed = CdpStudio.Core.Governance.Access.Permission;

namespace CdpStudio.Web.Settings;

/// <summary>A page under Settings. Its word and its sentence are the texts NAME and NAMESub.</summary>
public sealed record SettingsPlace(string Name, string Href, Glyph Glyph, string Permission)
{
    public static IReadOnlyList<SettingsPlace> All { get; } =
    [
        new("Workspace", "/settings/workspace", Glyphs.Home, Allowed.WriteWorkspace),
        new("IdentityRules", "/settings/identity", Glyphs.Merge, Allowed.WriteWorkspace),
        new("Topics", "/settings/topics", Glyphs.Bell, Allowed.WriteWorkspace),
        new("Email", "/settings/email", Glyphs.Mail, Allowed.ManageEmail),
        new("MailTrap", "/settings/mail-trap", Glyphs.Eye, Allowed.ManageEmail),
        new("Users", "/settings/users", Glyphs.Person, Allowed.ManageUsers),
        new("Privacy", "/settings/privacy", Glyphs.Lock, Allowed.ManagePrivacy),
        new("ApiKeys", "/settings/api-keys", Glyphs.Code, Allowed.ManageApiKeys),
        new("Jobs", "/settings/jobs", Glyphs.Clock, Allowed.ReadJobs),
        new("Language", "/account/language", Glyphs.Globe, Allowed.OwnAccount),
        new("Password", "/account/password", Glyphs.Lock, Allowed.OwnAccount),
        new("Gallery", "/gallery", Glyphs.Dashboard, Allowed.ManageUsers),
    ];
}
