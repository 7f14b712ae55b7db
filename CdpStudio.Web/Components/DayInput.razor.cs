using System.Globalization;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Components;

/// <summary>
/// A day, typed or picked, in the reader's own calendar and order. A browser's date field speaks the browser's language, whatever its
/// reader has chosen, and knows the Gregorian calendar only.
/// </summary>
public sealed partial class DayInput(IStringLocalizer<ComponentTexts> texts, ViewCulture view, CurrentWorkspace workspace, TimeProvider clock)
{
    private const string Stored = "yyyy-MM-dd";

    private string _given = "";
    private string _text = "";
    private MonthSheet? _sheet;

    /// <summary>The accessible name.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Such as 2026-11-24, whatever the reader's formats are; empty for none.</summary>
    [Parameter, EditorRequired]
    public required string Value { get; set; }

    /// <summary>A day was chosen, or typed and left; empty when what was typed is none.</summary>
    [Parameter]
    public EventCallback<string> OnChange { get; set; }

    [Parameter]
    public bool Invalid { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    private IStringLocalizer<ComponentTexts> Texts => texts;

    private DateOnly Today => DateOnly.FromDateTime(workspace.Local(clock.GetUtcNow()));

    private DateOnly? Day => DateOnly.TryParseExact(Value, Stored, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    // A day that nobody turns pages to: calendars end somewhere.
    private MonthSheet Sheet => _sheet ?? new MonthSheet(Day is { Year: > 1000 and < 9000 } day ? day : Today, view.Formats);

    /// <summary>Something stands there that is no day; it stays, to be mended.</summary>
    private bool IsUnread => _text.Length > 0 && Value.Length == 0;

    protected override void OnParametersSet()
    {
        if (Value == _given) return;

        (_given, _sheet) = (Value, null);
        if (Value.Length > 0) _text = Day is { } day ? Written(day) : Value;
    }

    private string Written(DateOnly day) => DayText.Write(day, view.Formats);

    private string Full(DateOnly day) => day.ToString("D", view.Formats);

    private string Css(DateOnly day) => day == Day ? "chosen" : day == Today ? "today" : "";

    private Task TypedAsync(string? text)
    {
        _text = text?.Trim() ?? "";
        if (!DayText.TryRead(_text, view.Formats, out var day)) return TellAsync("");

        _text = Written(day);
        return TellAsync(day.ToString(Stored, CultureInfo.InvariantCulture));
    }

    private Task ChooseAsync(DateOnly day)
    {
        _text = Written(day);
        return TellAsync(day.ToString(Stored, CultureInfo.InvariantCulture));
    }

    private Task TellAsync(string value)
    {
        _given = value;
        _sheet = null;
        return OnChange.InvokeAsync(value);
    }
}
