using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace CdpStudio.Web.Audience;

/// <summary>A JSON object with known members and nothing else. A mistyped member would otherwise change an answer silently.</summary>
internal sealed class RequestBody
{
    // A rule nested too deeply is refused by the language's own limit, with a pointer, not by the parser.
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 100_000 };

    private readonly Dictionary<string, JsonElement> _members;

    private RequestBody(Dictionary<string, JsonElement> members) => _members = members;

    /// <exception cref="RequestRefusedException">It is not a JSON object of these members.</exception>
    public static async Task<RequestBody> ReadAsync(HttpRequest request, IReadOnlyList<string> known, CancellationToken cancellationToken)
    {
        try
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, cancellationToken);
            var json = body.GetBuffer().AsMemory(0, (int)body.Length);
            // The parser looks at the bytes of a text only when it is read, and then throws what nobody expects there.
            if (!Utf8.IsValid(json.Span)) throw new RequestRefusedException("", "The body is not UTF-8.");
            if (json.Span.StartsWith(Encoding.UTF8.Preamble)) json = json[Encoding.UTF8.Preamble.Length..];

            // Not disposed: elements live on in the request that is made of them.
            return new RequestBody(Members(JsonDocument.Parse(json, s_options).RootElement, known, ""));
        }
        catch (JsonException e)
        {
            throw new RequestRefusedException("", $"The body is not JSON: {e.Message}");
        }
    }

    /// <summary>Null when it is absent or null.</summary>
    public JsonElement? Find(string name) =>
        _members.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public JsonElement Get(string name) =>
        _members.TryGetValue(name, out var value) ? value : throw new RequestRefusedException($"/{name}", $"/{name} is missing.");

    public string Text(string name) => TryText(Get(name)) ?? throw new RequestRefusedException($"/{name}", $"/{name} is not text.");

    /// <summary>Null when it is absent or null.</summary>
    public bool? Flag(string name) => Find(name)?.ValueKind switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new RequestRefusedException($"/{name}", $"/{name} is true or false."),
    };

    /// <summary>Null for what is no text, half a surrogate pair among it, which is JSON all the same.</summary>
    public static string? TryText(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <param name="place">JSON pointer of the object.</param>
    /// <exception cref="RequestRefusedException">It is not an object of these members.</exception>
    public static Dictionary<string, JsonElement> Members(JsonElement body, IReadOnlyList<string> known, string place)
    {
        if (body.ValueKind != JsonValueKind.Object) throw new RequestRefusedException(place, $"{(place.Length == 0 ? "The body" : place)} is not a JSON object.");

        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in body.EnumerateObject())
        {
            var name = NameOf(member);
            var pointer = $"{place}/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
            if (!known.Contains(name)) throw new RequestRefusedException(pointer, $"{pointer} is not known here; there is {string.Join(", ", known)}.");
            if (!members.TryAdd(name, member.Value)) throw new RequestRefusedException(pointer, $"{pointer} is there twice.");
        }

        return members;
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw new RequestRefusedException("", "The body has a member whose name is not text.");
        }
    }
}
