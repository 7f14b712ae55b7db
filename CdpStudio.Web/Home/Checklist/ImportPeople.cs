using CdpStudio.Core.Audience;
using CdpStudio.Core.DemoData;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Home.Checklist;

internal sealed class ImportPeople(
    IAudienceEngine audience, SourceList sources, CurrentDemo demo, IStringLocalizer<HomeTexts> texts) : IChecklistItem
{
    public int Order => 20;

    public async Task<ChecklistStep> CheckAsync(CancellationToken cancellationToken)
    {
        var (done, text) = demo.State is null ? await CountAsync(cancellationToken) : await LookBesideDemoAsync(cancellationToken);

        return new(texts["People"], done, text, texts["PeopleAction"], "/sources/import", Permission.RunImports);
    }

    private async Task<(bool Done, string Text)> CountAsync(CancellationToken cancellationToken)
    {
        var people = await audience.CountAsync(new AudienceQuery(new Rule.Everyone()), cancellationToken);
        return people.Total > 0 ? (true, texts.Plural("PeopleDone", people.Total)) : (false, texts["PeopleText"]);
    }

    // The demo's people are nobody's customers. Who came by other sources is known, how many of all they are is not.
    private async Task<(bool Done, string Text)> LookBesideDemoAsync(CancellationToken cancellationToken)
    {
        var own = (await sources.AllAsync(cancellationToken)).Any(row => row.Source.Kind != SourceKind.Demo && row.Counts.Stored > 0);
        return (own, texts[own ? "PeopleDoneBeside" : "PeopleText"]);
    }
}
