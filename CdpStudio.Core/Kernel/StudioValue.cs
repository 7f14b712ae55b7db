using System.Text.Json;

namespace CdpStudio.Core.Kernel;

/// <summary>
/// One value of an attribute, a trait or a property as the language sees it. There is no case for missing: absent, null, blank
/// text, an empty list and an empty object all read as a null reference.
/// </summary>
public abstract record StudioValue
{
    private StudioValue()
    {
    }

    /// <summary>Not blank, never trimmed. Compared by its <see cref="StudioText.Key"/>.</summary>
    public sealed record Text(string Value) : StudioValue;

    /// <summary>Rounded and in the exact range; see <see cref="StudioNumber"/>.</summary>
    public sealed record Number(decimal Value) : StudioValue;

    public sealed record Boolean(bool Value) : StudioValue;

    /// <summary>Only by conversion to a declared datetime: JSON has no dates.</summary>
    public sealed record Moment(long Milliseconds) : StudioValue;

    /// <summary>At least one element; blank and null ones were dropped.</summary>
    public sealed record List(IReadOnlyList<StudioValue> Items) : StudioValue;

    /// <summary>An object of which at least one member has a value. It exists and passes no other operator.</summary>
    /// <param name="Json">Compact.</param>
    public sealed record Structure(string Json) : StudioValue;

    /// <summary>Null when missing. A number outside the exact range is the text of its digits.</summary>
    public static StudioValue? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => ReadText(json),
        JsonValueKind.Number => ReadNumber(json.GetRawText()),
        JsonValueKind.True or JsonValueKind.False => new Boolean(json.GetBoolean()),
        JsonValueKind.Array => ReadList(json),
        JsonValueKind.Object when json.EnumerateObject().Any(m => Read(m.Value) is not null) => new Structure(JsonSerializer.Serialize(json)),
        _ => null,
    };

    /// <param name="json">The text of one JSON value.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static StudioValue? Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement);
    }

    /// <summary>The type that a value which arrives first gives to an undeclared attribute; null when it gives none.</summary>
    public static DataType? TypeOf(JsonElement json) => Read(json) is null ? null : json.ValueKind switch
    {
        JsonValueKind.String => DataType.Text,
        JsonValueKind.Number => DataType.Number,
        JsonValueKind.True or JsonValueKind.False => DataType.Boolean,
        JsonValueKind.Array => DataType.List,
        _ => null,
    };

    /// <summary>The value as a declared type takes it, by plain invariant forms; null where it does not convert.</summary>
    public StudioValue? As(DataType type, WorkspaceZone zone) => (type, this) switch
    {
        (DataType.Text, Text) or (DataType.Number, Number) or (DataType.Boolean, Boolean) => this,
        (DataType.DateTime, Moment) or (DataType.List, List) => this,
        (DataType.Text, Number or Boolean) => new Text(PlainText()!),
        (DataType.Number, Text text) => StudioNumber.TryConvert(text.Value, out var number) ? new Number(number) : null,
        (DataType.Boolean, Text text) => ReadBoolean(text.Value),
        (DataType.DateTime, Text text) => WrittenDate.TryParse(text.Value, out var date) ? new Moment(zone.Moment(date)) : null,
        (DataType.DateTime, Number number) => EpochTime.TryFromNumber(number.Value, out var moment) ? new Moment(moment) : null,
        (DataType.List, Text or Number or Boolean) => new List([this]),
        _ => null,
    };

    /// <summary>Text as it is, a number or boolean as its plain text; null for what has none.</summary>
    public string? PlainText() => this switch
    {
        Text text => text.Value,
        Number number => StudioNumber.ToText(number.Value),
        Boolean boolean => boolean.Value ? "true" : "false",
        _ => null,
    };

    /// <summary>For people to recognise it by: plain text, the elements of a list side by side, cut after so many characters.</summary>
    public string Excerpt(int maxLength)
    {
        var text = this is List list ? string.Join(", ", list.Items.Take(maxLength).Select(i => i.PlainText() ?? "{…}")) : PlainText() ?? "{…}";
        if (text.Length > maxLength) text = text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)] + "…";
        return text.Replace('\0', '\uFFFD');
    }

    private static Text? ReadText(JsonElement json)
    {
        var text = ReadString(json);
        return StudioText.IsBlank(text) ? null : new Text(text);
    }

    private static StudioValue ReadNumber(string json) =>
        StudioNumber.TryReadJson(json, out var number) ? new Number(number) : new Text(StudioNumber.PlainDigits(json));

    private static List? ReadList(JsonElement json)
    {
        var items = new List<StudioValue>();
        foreach (var element in json.EnumerateArray())
        {
            if (Read(element) is { } value) items.Add(value);
        }

        return items.Count == 0 ? null : new List(items);
    }

    private static Boolean? ReadBoolean(string text) =>
        text.Equals("true", StringComparison.OrdinalIgnoreCase) ? new Boolean(true)
        : text.Equals("false", StringComparison.OrdinalIgnoreCase) ? new Boolean(false)
        : null;

    // An escape such as \ud800 alone is JSON but not text; the reader throws on it, and bad input must not.
    private static string ReadString(JsonElement json)
    {
        try
        {
            return json.GetString()!; // a JSON string is never null
        }
        catch (InvalidOperationException)
        {
            return LoneSurrogates.Replace(json.GetRawText());
        }
    }
}
