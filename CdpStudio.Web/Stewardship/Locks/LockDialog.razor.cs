using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Stewardship.Locks;
using CdpStudio.Web.Catalogue;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Stewardship.Locks;

/// <summary>Writes a value of one person's attribute that holds whatever sources say.</summary>
public sealed partial class LockDialog(
    LockAttributeHandler handler, CatalogueListing listing, SeenVocabulary vocabulary, ViewCulture view, IStringLocalizer<StewardshipTexts> texts)
{
    // Far below what a message of a circuit may be long.
    private const int MaxCharacters = 2_000;

    private IReadOnlyList<string> _names = [];
    private string _name = "";
    private string _text = "";
    private string? _error;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public required ProfileId Profile { get; set; }

    /// <summary>Null lets people choose one.</summary>
    [Parameter]
    public string? Attribute { get; set; }

    /// <summary>JSON text that is begun with; null where there is none.</summary>
    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<StewardshipTexts> Texts => texts;

    private DataType? Type => _name.Length == 0 ? null : vocabulary.TypeOf(_name);

    private string? Help => Type switch
    {
        DataType.List => texts["LockListHelp"].Value,
        DataType.DateTime => texts["LockDateHelp"].Value,
        _ => null,
    };

    protected override void OnInitialized()
    {
        (_name, _text) = (Attribute ?? "", WrittenValue.ToText(Value));
        if (Attribute is null) _names = [.. listing.Attributes().Select(a => a.Name)];
    }

    private void Forget() => (_text, _error) = ("", null);

    private async Task LockAsync()
    {
        (_isBusy, _error) = (true, null);
        var by = (await Authentication).User.Identity?.Name ?? "";
        // Not taken back by leaving: it was confirmed.
        var result = await handler.HandleAsync(new LockAttribute(Profile, _name, WrittenValue.ToJson(_text, Type), by), CancellationToken.None);
        _isBusy = false;
        if (result is LockAttributeResult.Locked)
        {
            await OnDone.InvokeAsync();
            return;
        }

        _error = result switch
        {
            LockAttributeResult.NoValue => texts["LockNoValue"].Value,
            LockAttributeResult.NotOfType other => texts["LockNotOfType." + other.Type].Value,
            LockAttributeResult.NotAllowed other => texts["LockNotAllowed", view.List(other.Allowed)].Value,
            LockAttributeResult.TooLong => texts["LockTooLong"].Value,
            _ => texts["ChangedMeanwhile"].Value,
        };
    }
}
