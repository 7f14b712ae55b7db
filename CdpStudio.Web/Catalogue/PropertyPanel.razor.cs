using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Catalogue;

public sealed partial class PropertyPanel(
    CurrentCatalogue catalogue, DeclareEventHandler declare, ToastList toasts, IStringLocalizer<CatalogueTexts> texts)
{
    private DeclarationDraft _draft = new();
    private string _name = "";
    private string? _nameError;
    private string? _allowedError;

    [Parameter, EditorRequired]
    public required string Event { get; set; }

    /// <summary>Empty for one that nobody has sent yet.</summary>
    [Parameter, EditorRequired]
    public required string Path { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    private IStringLocalizer<CatalogueTexts> Texts => texts;

    private DeclaredProperty? Declared => catalogue.Content.Event(Event)?.Properties.Find(p => StudioText.Key(p.Name) == StudioText.Key(Path));

    protected override void OnInitialized() =>
        _draft = Declared is { } known ? DeclarationDraft.Of(known.Type, known.Label, known.Pii, known.Expects ?? Expectation.None) : new DeclarationDraft();

    private async Task SaveAsync()
    {
        if (_draft.IsLabelTooLong) return;

        var name = Path.Length == 0 ? _name.Trim() : Path;
        var known = catalogue.Content.Event(Event);
        if (Path.Length == 0 && known?.Properties.Exists(p => StudioText.Key(p.Name) == StudioText.Key(name)) == true)
        {
            _nameError = texts["KnownProperty"];
            return;
        }

        // The other properties stay as they were declared.
        var others = known?.Properties.Where(p => StudioText.Key(p.Name) != StudioText.Key(name)) ?? [];
        var declared = new DeclaredProperty
        {
            Name = name, Type = _draft.Chosen, Label = _draft.Named, Pii = _draft.Pii, RefersTo = Declared?.RefersTo, Expects = _draft.Expects,
        };
        var result = await declare.HandleAsync(new DeclareEvent(known?.Name ?? Event, known?.Label, [.. others, declared]), CancellationToken.None);
        _nameError = result is DeclareResult.BadName ? texts["BadName"].Value : null;
        _allowedError = result is DeclareResult.BadExpectation ? texts["AllowedError"].Value : null;
        if (result is not DeclareResult.Declared) return;

        toasts.Show(texts["Saved"]);
        await OnSaved.InvokeAsync();
        await OnClose.InvokeAsync();
    }
}
