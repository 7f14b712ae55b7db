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
    private string _type = "";
    private string _label = "";
    private bool _pii;
    private string? _typeError;
    private string? _labelError;

    [Parameter, EditorRequired]
    public required AttributeEntry Entry { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    private IStringLocalizer<CatalogueTexts> Texts => texts;

    // What was declared, not what the first value gave: leaving that open must stay possible.
    protected override void OnInitialized() =>
        (_type, _label, _pii) = (catalogue.Content.Attribute(Entry.Name)?.Type?.ToString() ?? "", Entry.Label ?? "", Entry.Pii);

    private async Task SaveAsync()
    {
        var label = _label.Trim();
        _labelError = label.Length > CatalogueName.MaxLabelLength ? texts["LabelError"].Value : null;
        if (_labelError is not null) return;

        DataType? type = Enum.TryParse<DataType>(_type, out var chosen) ? chosen : null;
        var command = new DeclareAttribute(Entry.Name, type, label.Length == 0 ? null : label, _pii);
        var result = await declare.HandleAsync(command, CancellationToken.None);
        _typeError = result switch
        {
            DeclareResult.InUse used => texts["InUse", view.List(used.Users)].Value,
            DeclareResult.BadName => texts["BadName"].Value,
            _ => null,
        };
        if (result is not DeclareResult.Declared) return;

        toasts.Show(texts["Saved"]);
        await OnSaved.InvokeAsync();
        await OnClose.InvokeAsync();
    }
}
