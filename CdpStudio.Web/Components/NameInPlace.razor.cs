using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Components;

/// <summary>
/// The name of what a page is about, as its heading, and changed where it stands: a press opens it, Enter or going elsewhere keeps
/// what was typed, Escape gives back what it was. What has no name yet is open from the beginning.
/// </summary>
public sealed partial class NameInPlace(IStringLocalizer<ComponentTexts> texts)
{
    private readonly string _errorId = $"name-{Guid.NewGuid():N}";
    private readonly TypedText _typed = new();
    private ElementReference _input;
    private string _before = "";
    private bool _open;
    private bool _drawnOpen;
    private bool _moves;
    private Button? _pencil;

    /// <summary>The accessible name of the field.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required string Value { get; set; }

    /// <summary>What the heading says: the name, or what stands for it while there is none.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>It was never named, so there is nothing to go back to.</summary>
    [Parameter]
    public bool IsNew { get; set; }

    /// <summary>What is wrong with the name and what to do; opens it.</summary>
    [Parameter]
    public string? Error { get; set; }

    [Parameter]
    public int MaxLength { get; set; } = 200;

    /// <summary>With every key.</summary>
    [Parameter]
    public EventCallback<string> OnType { get; set; }

    /// <summary>With the name as it was when it was opened.</summary>
    [Parameter]
    public EventCallback<string> OnCancel { get; set; }

    private bool IsOpen => IsNew || _open;

    protected override void OnParametersSet()
    {
        _typed.Take(Value);
        if (Error is not null && !IsOpen) Open();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Who types fast is ahead of what is drawn: what the focus goes to comes with a later drawing.
        if (!_moves || _drawnOpen != IsOpen) return;

        _moves = false;
        if (IsOpen) await _input.FocusIfThereAsync();
        else if (_pencil is not null) await _pencil.FocusAsync();
    }

    // Noted, because what is drawn may be behind what is so.
    private bool DrawsOpen() => _drawnOpen = IsOpen;

    private void Open() => (_before, _open, _moves) = (_typed.Text, true, true);

    private Task TypedAsync(string? text)
    {
        _typed.Text = text ?? "";
        return OnType.InvokeAsync(_typed.Tell());
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (!_open || key.Key is not ("Enter" or "Escape")) return;

        _moves = true; // whoever works by keyboard goes on from where the name was opened
        await (key.Key == "Enter" ? LeaveAsync() : CancelAsync());
    }

    private async Task LeaveAsync()
    {
        if (!_open) return;

        // A thing that had a name is not left without one.
        if (_typed.Text.Trim().Length == 0) await CancelAsync();
        else _open = Error is not null;
    }

    private async Task CancelAsync()
    {
        _open = false;
        if (_typed.Text == _before) return;

        _typed.Text = _before;
        await OnCancel.InvokeAsync(_typed.Tell());
    }
}
