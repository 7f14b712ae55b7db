using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Catalogue;

public sealed partial class AttributePanel(
    CurrentCatalogue catalogue, DeclareAttributeHandler declare, ToastList toasts, ViewCulture view, IStringLocalizer<CatalogueTexts> texts)
{
    private DeclarationDraft _draft = new();
    private string? _typeError;
    private string? _allowedError;
    private string? _winsError;

    [Parameter, EditorRequired]
    public required AttributeEntry Entry { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    private IStringLocalizer<CatalogueTexts> Texts => texts;

    // What was declared, not what the first value gave: leaving that open must stay possible.
    private DataType? Declared => catalogue.Content.Attribute(Entry.Name)?.Type;

    protected override void OnInitialized() => _draft = DeclarationDraft.Of(Entry, Declared);

    private async Task SaveAsync()
    {
        if (_draft.IsLabelTooLong) return;

        var command = new DeclareAttribute(Entry.Name, _draft.Chosen, _draft.Named, _draft.Pii) { Expects = _draft.Expects, Winning = _draft.Winning };
        var result = await declare.HandleAsync(command, CancellationToken.None);
        _typeError = result switch
        {
            DeclareResult.InUse used => texts["InUse", view.List(used.Users)].Value,
            DeclareResult.BadName => texts["BadName"].Value,
            _ => null,
        };
        _winsError = texts.WhyNoRule(result);
        _allowedError = result is DeclareResult.BadExpectation ? texts["AllowedError"].Value : null;
        if (result is not DeclareResult.Declared) return;

        toasts.Show(texts["Saved"]);
        await OnSaved.InvokeAsync();
        await OnClose.InvokeAsync();
    }
}
