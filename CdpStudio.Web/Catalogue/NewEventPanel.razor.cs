using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Catalogue;

/// <summary>Declares an event that nobody has sent yet, with its properties. What is known already is opened instead, never replaced.</summary>
public sealed partial class NewEventPanel(
    CatalogueListing listing, DeclareEventHandler declare, ToastList toasts, IStringLocalizer<CatalogueTexts> texts)
{
    private readonly List<NewProperty> _properties = [];
    private string _name = "";
    private string _label = "";
    private string? _known;
    private string? _nameError;
    private string? _labelError;

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
        var (name, label) = (_name.Trim(), _label.Trim());
        if (!Check(name, label)) return;

        var command = new DeclareEvent(name, label.Length == 0 ? null : label, [.. _properties.Select(p => p.Declared)]);
        // What is checked above is all that it refuses.
        if (await declare.HandleAsync(command, CancellationToken.None) is not DeclareResult.Declared)
        {
            _nameError = texts["BadName"].Value;
            return;
        }

        toasts.Show(texts["DeclaredNamed", name]);
        await OnDeclared.InvokeAsync(name);
    }

    private bool Check(string name, string label)
    {
        _known = listing.Events().FirstOrDefault(e => StudioText.Key(e.Name) == StudioText.Key(name))?.Name;
        _nameError = _known is not null ? texts["KnownEvent"].Value : texts.WhyNot(name);
        _labelError = label.Length > CatalogueName.MaxLabelLength ? texts["LabelError"].Value : null;

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in _properties)
        {
            var named = property.Name.Trim();
            property.Error = texts.WhyNot(named) ?? (names.Add(StudioText.Key(named)) ? null : texts["PropertyTwice"].Value);
        }

        return _nameError is null && _labelError is null && _properties.TrueForAll(p => p.Error is null);
    }
}
