using System.Globalization;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Mapping.Steps;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources.Imports;

/// <summary>What one change of values asks for. Whether it makes sense says the mapping's reader.</summary>
public sealed partial class StepFields(IStringLocalizer<ImportTexts> texts, ViewCulture view)
{
    private DraftStep? _shown;
    private string _lines = "";
    private bool _linesRefused;

    [Parameter, EditorRequired]
    public required DraftStep Step { get; set; }

    /// <summary>Columns that can fill this one.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Columns { get; set; }

    [Parameter]
    public EventCallback<DraftStep> OnChange { get; set; }

    private IStringLocalizer<ImportTexts> Texts => texts;

    protected override void OnParametersSet()
    {
        // What was typed stays as it was typed.
        if (_shown?.Is != Step.Is) _lines = string.Join('\n', Step.Map?.Select(v => $"{v.Key} = {v.Value}") ?? []);
        _shown = Step;
    }

    private Task ChangeLinesAsync(ChangeEventArgs change)
    {
        _lines = (string?)change.Value ?? "";
        var map = new Dictionary<string, string>();
        var keys = new HashSet<string>();
        _linesRefused = false;
        foreach (var line in _lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = line.IndexOf('=', StringComparison.Ordinal);
            if (at > 0 && keys.Add(StudioText.Key(line[..at].Trim()))) map[line[..at].Trim()] = line[(at + 1)..].Trim();
            else _linesRefused = true;
        }

        return _linesRefused ? Task.CompletedTask : ChangeAsync(Step with { Map = map });
    }

    private Task ChangeAsync(DraftStep step) => OnChange.InvokeAsync(step);

    private static string? Text(ChangeEventArgs change) => change.Value is string { Length: > 0 } text ? text : null;

    private static int? Whole(ChangeEventArgs change) => int.TryParse((string?)change.Value, CultureInfo.InvariantCulture, out var number) ? number : null;

    // What a field for numbers holds is written as programs do, whatever it shows.
    private static decimal? Number(ChangeEventArgs change) => decimal.TryParse((string?)change.Value, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Plain(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);
}
