using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Sources;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Recurring;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources.Recurring;

public sealed partial class RecurringForm(CurrentWorkspace workspace, ViewCulture view, IStringLocalizer<RecurringTexts> texts)
{
    private static readonly SourceKind[] s_kinds = [SourceKind.Folder, SourceKind.Address];

    [Parameter, EditorRequired]
    public required RecurringFormValue Value { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlySet<RecurringSetting> Wrong { get; set; }

    /// <summary>Finished ones, whose columns can be taken over.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ImportStatus> Imports { get; set; }

    [Parameter]
    public EventCallback OnSave { get; set; }

    private IStringLocalizer<RecurringTexts> Texts => texts;

    private string? Error(RecurringSetting setting) => Wrong.Contains(setting) ? texts[$"{setting}Error"].Value : null;

    private string NameOf(ImportStatus import) => import.IsQuiet
        ? view.Clauses(import.FileName, workspace.Local(import.CreatedAt).ToString("g", view.Formats), texts["Quiet"])
        : view.Clauses(import.FileName, workspace.Local(import.CreatedAt).ToString("g", view.Formats));
}
