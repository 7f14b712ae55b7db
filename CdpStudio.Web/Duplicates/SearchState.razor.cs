using CdpStudio.Core.Duplicates;
using CdpStudio.Core.Jobs;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Duplicates;

/// <summary>How far the search is, or what the last one came to.</summary>
public sealed partial class SearchState(CancelJobHandler cancel, ViewCulture view, IStringLocalizer<DuplicateTexts> texts)
{
    [Parameter, EditorRequired]
    public required DuplicateSearchStatus Search { get; set; }

    private IStringLocalizer<DuplicateTexts> Texts => texts;

    private ViewCulture View => view;

    private string Punctuation => view.Language.Punctuation.Colon;

    private string Step(JobRow run) => run.Total is null ? texts["Waiting"].Value : texts["Step." + Math.Min(run.Done, 3)].Value;

    private string Summary(DuplicateFindings findings) => view.Clauses(
        texts.Plural("ComparedPeople", findings.People),
        texts.Plural("Suggested", findings.Pairs),
        findings.Joined > 0 ? texts.Plural("JoinedAutomatically", findings.Joined) : null);

    // It tells by itself when it has stopped.
    private Task CancelAsync() => Search.Last is { } run ? cancel.HandleAsync(run.Id, CancellationToken.None) : Task.CompletedTask;
}
