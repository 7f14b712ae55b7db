using System.Text.Json;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>A value as the language sees it.</summary>
public abstract record ReferenceValue
{
    private ReferenceValue()
    {
    }

    public sealed record Missing : ReferenceValue;

    public sealed record Text(string Value) : ReferenceValue;

    public sealed record Number(decimal Value) : ReferenceValue;

    public sealed record Boolean(bool Value) : ReferenceValue;

    /// <param name="Milliseconds">Since the Unix epoch, UTC.</param>
    public sealed record Moment(long Milliseconds) : ReferenceValue;

    /// <summary>At least one element, none of them missing.</summary>
    public sealed record List(IReadOnlyList<ReferenceValue> Elements) : ReferenceValue;

    /// <summary>At least one member has a value. Passes <c>exists</c> and no other positive operator.</summary>
    public sealed record Object(JsonElement Json) : ReferenceValue;

    public static ReferenceValue None { get; } = new Missing();

    public bool IsMissing => this is Missing;

    /// <param name="json">JSON text; null is a missing value.</param>
    public static ReferenceValue Read(string? json) => json is null ? None : Of(Parse(json));

    public static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    public static ReferenceValue Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => OfText(json.GetString()!),
        JsonValueKind.Number => ReferenceNumber.OfJson(json.GetRawText()),
        JsonValueKind.True => new Boolean(true),
        JsonValueKind.False => new Boolean(false),
        JsonValueKind.Array => OfList([.. json.EnumerateArray().Select(Of)]),
        JsonValueKind.Object when json.EnumerateObject().Any(m => !Of(m.Value).IsMissing) => new Object(json),
        _ => None,
    };

    public static ReferenceValue OfList(IReadOnlyList<ReferenceValue> elements)
    {
        var present = elements.Where(e => !e.IsMissing).ToList();
        return present.Count == 0 ? None : new List(present);
    }

    /// <summary>
    /// The value at a dotted path. A name that itself holds dots wins over a path, of names that are equal without case the first
    /// with a value holds, and a path through a list gives the list of the values found.
    /// </summary>
    public static ReferenceValue AtPath(JsonElement json, string path)
    {
        if (json.ValueKind == JsonValueKind.Array) return OfList([.. json.EnumerateArray().SelectMany(e => Flat(AtPath(e, path)))]);
        if (json.ValueKind != JsonValueKind.Object) return None;

        var words = path.Split('.');
        for (var taken = words.Length; taken >= 1; taken--)
        {
            var name = string.Join('.', words[..taken]);
            var rest = string.Join('.', words[taken..]);
            foreach (var member in json.EnumerateObject().Where(m => ReferenceText.Same(m.Name, name)))
            {
                var value = rest.Length == 0 ? Of(member.Value) : AtPath(member.Value, rest);
                if (!value.IsMissing) return value;
            }
        }

        return None;
    }

    /// <summary>Whether <c>eq</c> would call them equal; lists are equal that hold equal elements in the same order.</summary>
    public static bool Same(ReferenceValue a, ReferenceValue b) => (a, b) switch
    {
        (Missing, Missing) => true,
        (Text x, Text y) => ReferenceText.Same(x.Value, y.Value),
        (Number x, Number y) => x.Value == y.Value,
        (Boolean x, Boolean y) => x.Value == y.Value,
        (Moment x, Moment y) => x.Milliseconds == y.Milliseconds,
        (List x, List y) => x.Elements.Count == y.Elements.Count && x.Elements.Zip(y.Elements).All(p => Same(InList(p.First), InList(p.Second))),
        (Object x, Object y) => SameJson(x.Json, y.Json),
        _ => false,
    };

    /// <summary>What is missing is the same as what is not there, at every depth.</summary>
    private static bool SameJson(JsonElement a, JsonElement b)
    {
        if (a.ValueKind != b.ValueKind) return false;
        if (a.ValueKind == JsonValueKind.Array)
        {
            var (left, right) = (a.EnumerateArray().Where(e => !Of(e).IsMissing).ToList(), b.EnumerateArray().Where(e => !Of(e).IsMissing).ToList());
            return left.Count == right.Count && left.Zip(right).All(p => SameJson(p.First, p.Second));
        }

        if (a.ValueKind != JsonValueKind.Object) return JsonElement.DeepEquals(a, b);

        var (mine, other) = (Members(a), Members(b));
        return mine.Count == other.Count && mine.Zip(other).All(p => p.First.Name == p.Second.Name && SameJson(p.First.Value, p.Second.Value));

        static List<JsonProperty> Members(JsonElement json) =>
            [.. json.EnumerateObject().Where(m => !Of(m.Value).IsMissing).OrderBy(m => m.Name, StringComparer.Ordinal)];
    }

    /// <summary>Lists hold numbers as their plain text. Booleans stay what they are, so no operand is equal to them.</summary>
    public static ReferenceValue InList(ReferenceValue value) =>
        value is Number number ? new Text(ReferenceNumber.PlainText(number.Value)) : value;

    private static ReferenceValue OfText(string text) => ReferenceText.IsBlank(text) ? None : new Text(text);

    public static IReadOnlyList<ReferenceValue> Flat(ReferenceValue value) => value is List list ? list.Elements : [value];
}
