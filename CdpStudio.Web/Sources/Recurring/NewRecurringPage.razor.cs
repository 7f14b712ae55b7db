using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Recurring;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources.Recurring;

/// <summary>A place of files that is looked at from now on.</summary>
public sealed partial class NewRecurringPage(
    FinishedImports finished, SaveRecurringImportHandler save, NavigationManager navigation, IStringLocalizer<RecurringTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly RecurringFormValue _value = new();
    private IReadOnlyList<ImportStatus>? _imports;
    private IReadOnlySet<RecurringSetting> _wrong = new HashSet<RecurringSetting>();

    /// <summary>The import whose columns somebody wants to go on with.</summary>
    [SupplyParameterFromQuery]
    public int? From { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<RecurringTexts> Texts => texts;

    private IReadOnlyList<PageHeader.Crumb> Under => [new(texts["Sources"], "/sources")];

    protected override async Task OnInitializedAsync()
    {
        _imports = await finished.AllAsync(From, _leaving.Token);
        _value.ColumnsFrom = _imports.Any(i => i.Id.Value == From) ? From : null;
    }

    private async Task MakeAsync()
    {
        var by = (await Authentication).User.Identity?.Name ?? "";
        var result = await save.HandleAsync(_value.ToCommand(by), CancellationToken.None);
        _wrong = result is SaveRecurringImportResult.Refused refused ? refused.Wrong : new HashSet<RecurringSetting>();
        if (result is SaveRecurringImportResult.Saved saved) navigation.NavigateTo($"/sources/{saved.Source}");
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
