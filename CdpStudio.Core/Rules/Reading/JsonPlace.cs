using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules.Reading;

/// <summary>One value of a rule's JSON and where it stands. Reads it as what the language wants there, or refuses it.</summary>
internal readonly record struct JsonPlace(JsonElement Json, string Pointer)
{
    public bool IsNull => Json.ValueKind == JsonValueKind.Null;

    public bool IsText => Json.ValueKind == JsonValueKind.String;

    public bool IsNumber => Json.ValueKind == JsonValueKind.Number;

    public bool IsBoolean => Json.ValueKind is JsonValueKind.True or JsonValueKind.False;

    public bool IsArray => Json.ValueKind == JsonValueKind.Array;

    /// <param name="why">What the place has to be or lacks; it follows the pointer, so it begins with a verb.</param>
    public RuleRefusedException Refusal(string why) => RefusalAt(Pointer, why);

    public static RuleRefusedException RefusalAt(string pointer, string why) => new(pointer, RuleRemark.Words(pointer, why));

    public static string Child(string pointer, string name) =>
        pointer + "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public static string Child(string pointer, int index) => pointer + "/" + index.ToString(CultureInfo.InvariantCulture);

    public IReadOnlyList<JsonPlace> Items(string what)
    {
        if (!IsArray) throw Refusal($"has to be a list of {what}.");

        var pointer = Pointer;
        return [.. Json.EnumerateArray().Select((item, index) => new JsonPlace(item, Child(pointer, index)))];
    }

    /// <summary>Text that is not blank, as it is written.</summary>
    public string Text(string what = "text")
    {
        if (!IsText || !TryString(Json, out var text)) throw Refusal($"has to be {what}.");
        if (StudioText.IsBlank(text)) throw Refusal($"is blank; it has to be {what}.");

        return text;
    }

    public bool Boolean() => IsBoolean ? Json.GetBoolean() : throw Refusal("has to be true or false.");

    public void True()
    {
        if (Json.ValueKind != JsonValueKind.True) throw Refusal("can only be true.");
    }

    public decimal Number()
    {
        if (!IsNumber) throw Refusal("has to be a number.");

        return StudioNumber.TryReadJson(Json.GetRawText(), out var number)
            ? number
            : throw Refusal("is outside the exact range: whole numbers to 2^53, others to 900,000,000,000,000.");
    }

    public decimal Number(decimal from, decimal to)
    {
        var number = Number();
        return number >= from && number <= to ? number : throw Refusal(string.Create(CultureInfo.InvariantCulture, $"has to be from {from} to {to}."));
    }

    public int Whole(int from, int to)
    {
        var why = string.Create(CultureInfo.InvariantCulture, $"has to be a whole number from {from} to {to}.");
        return IsNumber && IsWhole(Json.GetRawText(), out var number) && number >= from && number <= to ? (int)number : throw Refusal(why);
    }

    public Duration Duration() => IsText && TryString(Json, out var text) && Kernel.Duration.TryParse(text, out var duration)
        ? duration
        : throw Refusal("has to be a duration of at most 100 years such as 30s, 15m, 2h, 7d, 4w, 3mo or 1y.");

    public WrittenDate Date() => IsText && TryString(Json, out var text) && WrittenDate.TryParse(text, out var date)
        ? date
        : throw Refusal("has to be a date such as 2026-01-31, 2026-01-31T18:30 or 2026-01-31T18:30:00Z.");

    /// <summary>One of some words, letter for letter.</summary>
    public T Word<T>(IReadOnlyDictionary<string, T> words) => IsText && TryString(Json, out var text) && words.TryGetValue(text, out var value)
        ? value
        : throw Refusal($"has to be one of {string.Join(", ", words.Keys)}.");

    private static bool IsWhole(string json, out decimal number) =>
        StudioNumber.TryReadJson(json, out number) && decimal.IsInteger(number) && !StudioNumber.HasMorePlaces(json, 0);

    /// <returns>False for half a surrogate pair, which is JSON but not text.</returns>
    internal static bool TryString(JsonElement json, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = json.GetString();
            return text is not null;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }
}
