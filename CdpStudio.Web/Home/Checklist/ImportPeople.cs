using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Rules;
using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Home.Checklist;

internal sealed class ImportPeople(IAudienceEngine audience, IStringLocalizer<HomeTexts> texts) : IChecklistItem
{
    public int Order => 20;

    public async Task<ChecklistStep> CheckAsync(CancellationToken cancellationToken)
    {
        var people = await audience.CountAsync(new AudienceQuery(new Rule.Everyone()), cancellationToken);

        return new(
            texts["People"], people.Total > 0, people.Total > 0 ? texts.Plural("PeopleDone", people.Total) : texts["PeopleText"],
            texts["PeopleAction"], "/sources/import", Permission.RunImports);
    }
}
