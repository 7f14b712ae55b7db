using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace CdpStudio.Web.Components;

/// <summary>A field for text that offers what is known, with how often it was seen. Anything else may be typed as well.</summary>
public sealed partial class Combo
{
    private readonly string _id = $"combo-{Guid.NewGuid():N}";
    private readonly TypedText _typed = new();
    private ElementReference _input;
    private IReadOnlyList<Suggestion> _offered = [];
    private int _active = -1;

    /// <summary>The accessible name.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required string Value { get; set; }

    /// <summary>What to offer for what is typed; from memory, so it is asked with every key.</summary>
    [Parameter, EditorRequired]
    public required Func<string, IReadOnlyList<Suggestion>> Find { get; set; }

    /// <summary>Text was chosen, or typed and left.</summary>
    [Parameter]
    public EventCallback<string> OnChoose { get; set; }

    /// <summary>With every key, for a field whose effect is seen while typing.</summary>
    [Parameter]
    public EventCallback<string> OnType { get; set; }

    [Parameter]
    public string? Placeholder { get; set; }

    [Parameter]
    public bool Invalid { get; set; }

    /// <summary>In bold: what a line is about.</summary>
    [Parameter]
    public bool Strong { get; set; }

    /// <summary>A field of a form that fills its row; else one within a sentence, as wide as what it holds.</summary>
    [Parameter]
    public bool Wide { get; set; }

    /// <summary>Takes the focus when it is first drawn.</summary>
    [Parameter]
    public bool Focus { get; set; }

    /// <summary>Empties itself once something was chosen: it adds to a list.</summary>
    [Parameter]
    public bool Adds { get; set; }

    private bool IsOpen => _offered.Count > 0;

    private string ListId => $"{_id}-list";

    private string Css => Strong ? "strong" : "";

    protected override void OnParametersSet() => _typed.Take(Value);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && Focus) await _input.FocusIfThereAsync();
    }

    private string OptionId(int index) => string.Create(CultureInfo.InvariantCulture, $"{_id}-{index}");

    private void Offer() => Offer(_typed.Text == Value ? "" : _typed.Text);

    private void Offer(string containing)
    {
        _offered = Find(containing);
        _active = -1;
    }

    private async Task TypedAsync(string? typed)
    {
        _typed.Text = typed ?? "";
        Offer(_typed.Text);
        if (OnType.HasDelegate) await OnType.InvokeAsync(_typed.Tell());
    }

    private Task KeyAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown" when !key.AltKey:
                if (IsOpen) _active = (_active + 1) % _offered.Count;
                else Offer();
                break;
            case "ArrowUp" when !key.AltKey && IsOpen:
                _active = (_active <= 0 ? _offered.Count : _active) - 1;
                break;
            case "Enter" when _active >= 0:
                return ChooseAsync(_offered[_active]);
            case "Enter":
                return LeaveAsync();
            case "Escape":
                // Whatever is around the field may close by this key: what was typed is told first.
                return Adds ? CloseAsync() : LeaveAsync();
            default:
                break;
        }

        return Task.CompletedTask;
    }

    private Task ChooseAsync(Suggestion suggestion)
    {
        _typed.Text = suggestion.Value;
        return LeaveAsync();
    }

    private async Task LeaveAsync()
    {
        Close();
        var chosen = _typed.Text;
        if (Adds ? chosen.Trim().Length == 0 : chosen == Value && !OnType.HasDelegate) return;

        if (Adds) _typed.Text = "";
        else _typed.Tell();
        await OnChoose.InvokeAsync(chosen);
    }

    private Task CloseAsync()
    {
        Close();
        return Task.CompletedTask;
    }

    private void Close()
    {
        _offered = [];
        _active = -1;
    }
}
