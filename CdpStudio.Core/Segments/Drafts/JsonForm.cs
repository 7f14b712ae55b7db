using System.Globalization;
using System.Text.Json;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Segments.Drafts;

/// <summary>Recognises JSON by its exact form. Everything answers null where the form is another.</summary>
internal static class JsonForm
{
    /// <summary>The members of an object that has all of <paramref name="members"/> once and nothing else; a trailing ? makes one optional.</summary>
    public static Dictionary<string, JsonElement>? Of(JsonElement node, params ReadOnlySpan<string> members)
    {
        if (node.ValueKind != JsonValueKind.Object) return null;

        var found = new Dictionary<string, JsonElement>();
        foreach (var member in node.EnumerateObject())
        {
            if (!found.TryAdd(member.Name, member.Value))
                return null;
        }

        var known = 0;
        foreach (var member in members)
        {
            var optional = member.EndsWith('?');
            if (found.ContainsKey(optional ? member[..^1] : member)) known++;
            else if (!optional) return null;
        }

        return known == found.Count ? found : null;
    }

    public static bool IsJson(string text)
    {
        try
        {
            using var _ = DeepJson.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static int? Whole(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    /// <summary>A number's plain digits.</summary>
    public static string? Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>The enum's value that the language writes so in camel case.</summary>
    public static TEnum? Word<TEnum>(string? word)
        where TEnum : struct, Enum
    {
        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (DraftJson.Camel(value.ToString()) == word)
                return value;
        }

        return null;
    }
}
