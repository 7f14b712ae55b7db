using System.Text.Json;

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
            // Not disposed: elements live on in the request that is made of them.
            var document = await JsonDocument.ParseAsync(request.Body, s_options, cancellationToken);
            return new RequestBody(Members(document.RootElement, known));
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

    public string Text(string name) =>
        Get(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw new RequestRefusedException($"/{name}", $"/{name} is not text.");

    private static Dictionary<string, JsonElement> Members(JsonElement body, IReadOnlyList<string> known)
    {
        if (body.ValueKind != JsonValueKind.Object) throw new RequestRefusedException("", "The body is not a JSON object.");

        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in body.EnumerateObject())
        {
            var pointer = "/" + member.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
            if (!known.Contains(member.Name)) throw new RequestRefusedException(pointer, $"{pointer} is not known here; there is {string.Join(", ", known)}.");
            if (!members.TryAdd(member.Name, member.Value)) throw new RequestRefusedException(pointer, $"{pointer} is there twice.");
        }

        return members;
    }
}
