using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys.Steps;

/// <summary>What an end of a change may be.</summary>
public enum ChangeEndKind
{
    Any,
    Missing,
    Value,
}

/// <summary>One end of a change: any value, none, or one of the attribute's type.</summary>
public sealed partial class ChangeEndSettings(IStringLocalizer<JourneyTexts> texts)
{
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required string ValueLabel { get; set; }

    /// <summary>Null for any value.</summary>
    [Parameter, EditorRequired]
    public required ChangedValue? End { get; set; }

    /// <summary>Of the attribute.</summary>
    [Parameter, EditorRequired]
    public required DataType Type { get; set; }

    [Parameter, EditorRequired]
    public required Func<string, IReadOnlyList<Suggestion>> Find { get; set; }

    [Parameter]
    public string? Error { get; set; }

    [Parameter]
    public EventCallback<ChangedValue?> OnSay { get; set; }

    private IStringLocalizer<JourneyTexts> Texts => texts;

    private ChangeEndKind Kind => End switch
    {
        null => ChangeEndKind.Any,
        { Value: null } => ChangeEndKind.Missing,
        _ => ChangeEndKind.Value,
    };

    private string Text => End?.Value switch
    {
        JsonArray { Count: 1 } only => TextOf(only[0]),
        var value => TextOf(value),
    };

    private static string TextOf(JsonNode? value) =>
        value is JsonValue text && text.GetValueKind() == JsonValueKind.String ? text.GetValue<string>() : value?.ToJsonString() ?? "";

    private Task PickAsync(string? kind) => OnSay.InvokeAsync(Enum.Parse<ChangeEndKind>(kind ?? nameof(ChangeEndKind.Any)) switch
    {
        ChangeEndKind.Missing => new ChangedValue(null),
        // It lacks something until it is typed, and says so.
        ChangeEndKind.Value => new ChangedValue(JsonValue.Create("")),
        _ => null,
    });

    // What the type does not take stays as it was typed and is refused where everything else is.
    private Task TypeAsync(string text) => OnSay.InvokeAsync(new ChangedValue(Type switch
    {
        DataType.Number when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) =>
            JsonValue.Create(number),
        DataType.Boolean when bool.TryParse(text, out var truth) => JsonValue.Create(truth),
        DataType.List when text.Length > 0 => new JsonArray(JsonValue.Create(text)),
        _ => JsonValue.Create(text),
    }));
}
