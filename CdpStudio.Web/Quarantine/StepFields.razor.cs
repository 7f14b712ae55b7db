using CdpStudio.Web.Sources.Imports;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Quarantine;

/// <summary>One step of a repair as fields.</summary>
public sealed partial class StepFields(IStringLocalizer<ImportTexts> importTexts)
{
    [Parameter, EditorRequired]
    public required int Number { get; set; }

    [Parameter, EditorRequired]
    public required StepDraft Step { get; set; }

    /// <summary>The member of the step at fault, such as <c>at</c>; null while none is.</summary>
    [Parameter]
    public string? Fault { get; set; }

    /// <summary>Id of the list of paths that messages have.</summary>
    [Parameter, EditorRequired]
    public required string PathList { get; set; }

    [Parameter]
    public EventCallback<StepDraft> OnChange { get; set; }

    /// <summary>Without, it is the only step.</summary>
    [Parameter]
    public EventCallback OnRemove { get; set; }

    private IStringLocalizer<ImportTexts> ImportTexts => importTexts;

    private string? ErrorAt(string member) => Fault == member ? Texts[$"Error.{member}"].Value : null;

    private Task SetAsync(StepDraft step) => OnChange.InvokeAsync(step);

    private static string Text(ChangeEventArgs change) => (string?)change.Value ?? "";
}
