using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CdpStudio.Web.Quarantine;

/// <param name="Marked">It is what the reason is about.</param>
internal readonly record struct JsonPart(string Text, bool Marked);

/// <summary>A message laid out to be read, with the member at fault marked.</summary>
internal static class MarkedJson
{
    // What lies deeper is shown as it came: it is written level by level.
    private const int MaxDepth = 500;

    private static readonly JsonSerializerOptions s_letters = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What is no JSON, or too large for a panel, is shown as it came, its beginning only.</summary>
    /// <param name="field">Dotted path; null marks nothing.</param>
    public static IReadOnlyList<JsonPart> Of(byte[] payload, string? field)
    {
        if (payload.Length > RawText.MostBytes) return [new JsonPart(RawText.Of(payload), false)];

        try
        {
            using var document = JsonDocument.Parse(payload, new JsonDocumentOptions { MaxDepth = MaxDepth });
            var parts = new Parts(field);
            parts.Write(document.RootElement, "", 0);
            return parts.End();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [new JsonPart(RawText.Of(payload), false)];
        }
    }

    private sealed class Parts(string? field)
    {
        private readonly List<JsonPart> _parts = [];
        private readonly StringBuilder _text = new();

        public void Write(JsonElement value, string path, int level)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Object when value.EnumerateObject().Any():
                    Block('{', '}', value.EnumerateObject(), level, member => Member(member, path, level + 1));
                    break;
                case JsonValueKind.Array when value.GetArrayLength() > 0:
                    Block('[', ']', value.EnumerateArray(), level, item => Write(item, path, level + 1));
                    break;
                case JsonValueKind.String:
                    _text.Append(JsonSerializer.Serialize(value.GetString(), s_letters));
                    break;
                default:
                    _text.Append(value.GetRawText());
                    break;
            }
        }

        public IReadOnlyList<JsonPart> End()
        {
            Cut(marked: false);
            return _parts;
        }

        private void Member(JsonProperty member, string path, int level)
        {
            var here = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            var marked = here == field;
            if (marked) Cut(marked: false);
            _text.Append(JsonSerializer.Serialize(member.Name, s_letters)).Append(": ");
            Write(member.Value, here, level);
            if (marked) Cut(marked: true);
        }

        private void Block<T>(char open, char close, IEnumerable<T> items, int level, Action<T> write)
        {
            var mark = open;
            foreach (var item in items)
            {
                _text.Append(mark).Append('\n').Append(' ', (level + 1) * 2);
                write(item);
                mark = ',';
            }

            _text.Append('\n').Append(' ', level * 2).Append(close);
        }

        private void Cut(bool marked)
        {
            if (_text.Length > 0) _parts.Add(new JsonPart(_text.ToString(), marked));
            _text.Clear();
        }
    }
}
