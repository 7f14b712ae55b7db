using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Home.Checklist;

internal sealed class ConnectSource(SourceList sources, IStringLocalizer<HomeTexts> texts) : IChecklistItem
{
    public int Order => 10;

    public async Task<ChecklistStep> CheckAsync(CancellationToken cancellationToken)
    {
        // The source of file imports is always there; the next step is about it.
        var count = (await sources.AllAsync(cancellationToken)).Count(row => row.Source.Kind == SourceKind.Http);

        return new(
            texts["Source"], count > 0, count > 0 ? texts.Plural("SourceDone", count) : texts["SourceText"],
            texts["SourceAction"], "/sources", Permission.WriteSources);
    }
}
