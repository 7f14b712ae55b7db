using CdpStudio.Core.Facts;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Web.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources.Imports;

/// <summary>Taking an import back: until when it can be, what stays nevertheless, and how far it is.</summary>
public sealed partial class UndoPart(UndoImportHandler undo, IStringLocalizer<ImportTexts> texts)
{
    private bool _asking;
    private string? _refusal;

    [Parameter, EditorRequired]
    public required ImportStatus Import { get; set; }

    /// <summary>Called when the job is in line.</summary>
    [Parameter]
    public EventCallback OnStarted { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IReadOnlyList<LastingEffect> Lasting { get; set; } = [];

    private IStringLocalizer<ImportTexts> Texts => texts;

    protected override async Task OnInitializedAsync()
    {
        if (Import.UndoneAt is not null || Import.IsUndoing) await LookAsync();
    }

    private async Task AskAsync()
    {
        await LookAsync();
        _asking = true;
    }

    private async Task LookAsync() => Lasting = await undo.LastingAsync(Import.Id, CancellationToken.None);

    private async Task UndoAsync()
    {
        _asking = false;
        var by = (await Authentication).User.Identity?.Name;
        var result = await undo.HandleAsync(new UndoImport(Import.Id, by), CancellationToken.None);
        _refusal = result is UndoImportResult.Refused refused ? texts[$"UndoRefused.{refused.Why}"].Value : null;
        await OnStarted.InvokeAsync();
    }
}
