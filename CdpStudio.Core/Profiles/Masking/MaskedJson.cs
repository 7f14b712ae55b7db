using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Profiles.Masking;

/// <summary>JSON with its shape and without what is personal: by the path of a value, and by what any text in it says.</summary>
/// <param name="isPersonal">Asked with a dotted path; what lies in a list has the list's.</param>
/// <param name="identifier">Masks what stands as <c>{"namespace","value"}</c>.</param>
internal sealed class MaskedJson(Func<string, bool> isPersonal, PersonalText text, Func<Identifier, Identifier> identifier)
{
    // Text that is read as JSON again stays as readable as it came.
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 0, SkipValidation = true };
    private static readonly JsonDocumentOptions s_deep = new() { MaxDepth = 1_000 };

    /// <exception cref="JsonException">It is no JSON.</exception>
    public string Of(string json) => Encoding.UTF8.GetString(Of(Encoding.UTF8.GetBytes(json)));

    /// <inheritdoc cref="Of(string)"/>
    public byte[] Of(byte[] json)
    {
        using var document = JsonDocument.Parse(json, s_deep);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, s_readable)) Write(writer, document.RootElement, "", hidden: false);
        return stream.ToArray();
    }

    private void Write(Utf8JsonWriter writer, JsonElement value, string path, bool hidden)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when IdentifierOf(value) is { } said:
                WriteIdentifier(writer, value, identifier(said));
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    var below = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
                    writer.WritePropertyName(text.Hide(member.Name));
                    Write(writer, member.Value, below, hidden || isPersonal(below));
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(writer, item, path, hidden);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Text(value.GetString()!, path, hidden)); // a string has one
                break;
            case JsonValueKind.Null:
                writer.WriteNullValue();
                break;
            case var kind when hidden || (kind == JsonValueKind.Number && text.Holds(value.GetRawText())):
                writer.WriteStringValue(Mask.Dots);
                break;
            default:
                writer.WriteRawValue(value.GetRawText(), skipInputValidation: true);
                break;
        }
    }

    private string Text(string said, string path, bool hidden)
    {
        if (hidden) return Mask.Of(said);
        if (!said.StartsWith('{')) return text.Hide(said);

        // Rows of files carry their traits and properties as text.
        try
        {
            return new MaskedJson(below => isPersonal($"{path}.{below}"), text, identifier).Of(said);
        }
        catch (JsonException)
        {
            return text.Hide(said);
        }
        // Half of a surrogate pair is JSON and no text: what is personal beside it can't be told apart.
        catch (InvalidOperationException)
        {
            return Mask.Whole(said);
        }
    }

    private static void WriteIdentifier(Utf8JsonWriter writer, JsonElement value, Identifier shown)
    {
        writer.WriteStartObject();
        foreach (var member in value.EnumerateObject())
            writer.WriteString(member.Name, member.NameEquals(NamespaceMember) || member.NameEquals("Namespace") ? shown.Namespace : shown.Value);
        writer.WriteEndObject();
    }

    private const string NamespaceMember = "namespace";

    internal static Identifier? IdentifierOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return null;

        var members = value.EnumerateObject().ToList();
        return members.Count == 2
            && members.Find(m => m.Name.Equals(NamespaceMember, StringComparison.OrdinalIgnoreCase)) is { Value.ValueKind: JsonValueKind.String } space
            && members.Find(m => m.Name.Equals("value", StringComparison.OrdinalIgnoreCase)) is { Value.ValueKind: JsonValueKind.String } said
                ? new Identifier(space.Value.GetString()!, said.Value.GetString()!) // strings have one
                : null;
    }
}
