using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Catalogue;

/// <summary>Declares an attribute that nobody has sent yet. What is known already is opened instead, never replaced.</summary>
public sealed partial class NewAttributePanel(
    CatalogueListing listing, DeclareAttributeHandler declare, ToastList toasts, ViewCulture view, IStringLocalizer<CatalogueTexts> texts)
{
    private readonly DeclarationDraft _draft = new();
    private string _name = "";
    private string? _known;
    private string? _nameError;
    private string? _typeError;
    private string? _allowedError;
    private string? _winsError;

    /// <summary>A name to begin with.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <summary>Gets the name.</summary>
    [Parameter]
    public EventCallback<string> OnDeclared { get; set; }

    private IStringLocalizer<CatalogueTexts> Texts => texts;

    protected override void OnInitialized() => _name = Name;

    private async Task SaveAsync()
    {
        var name = _name.Trim();
        _known = listing.Attributes().FirstOrDefault(a => StudioText.Key(a.Name) == StudioText.Key(name))?.Name;
        _nameError = _known is not null ? texts["KnownAttribute"].Value : texts.WhyNot(name);
        if (_nameError is not null || _draft.IsLabelTooLong) return;

        var result = await declare.HandleAsync(new DeclareAttribute(name, _draft.Chosen, _draft.Named, _draft.Pii) { Expects = _draft.Expects, Winning = _draft.Winning }, CancellationToken.None);
        _nameError = result is DeclareResult.BadName ? texts["BadName"].Value : null;
        _typeError = result is DeclareResult.InUse used ? texts["InUse", view.List(used.Users)].Value : null;
        _winsError = texts.WhyNoRule(result);
        _allowedError = result is DeclareResult.BadExpectation ? texts["AllowedError"].Value : null;
        if (result is not DeclareResult.Declared) return;

        toasts.Show(texts["DeclaredNamed", name]);
        await OnDeclared.InvokeAsync(name);
    }
}
