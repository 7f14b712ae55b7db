using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Home.Checklist;

internal sealed class InviteColleagues(AccessList access, IStringLocalizer<HomeTexts> texts) : IChecklistItem
{
    public int Order => 40;

    public async Task<ChecklistStep> CheckAsync(CancellationToken cancellationToken)
    {
        var users = await access.UsersAsync(cancellationToken);
        var done = users.Count > 1;

        return new(
            texts["Invite"], done, done ? texts.Plural("InviteDone", users.Count) : texts["InviteText"],
            texts["InviteAction"], "/settings/users", Permission.ManageUsers);
    }
}
