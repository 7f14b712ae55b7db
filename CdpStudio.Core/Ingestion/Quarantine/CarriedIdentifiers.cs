using System.Text;
using System.Text.Json;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Quarantine;

/// <summary>
/// Whether something that was not taken names somebody. It was not understood, so every text in it is looked at. A text as short as a
/// row's number stands for somebody only where an identifier is expected: else the order of seven carpets would be customer 7's.
/// </summary>
internal sealed class CarriedIdentifiers
{
    /// <summary>Characters from which on a text is taken for an identifier wherever it stands.</summary>
    private const int Telling = 6;

    private static readonly JsonReaderOptions s_lenient = new() { MaxDepth = 1_000, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    // Of tracking calls and of mapped rows. A workspace's own namespaces are mapped, so they stand as 'value'.
    private static readonly HashSet<string> s_members = new(
        ["userId", "user_id", "anonymousId", "anonymous_id", "previousId", "deviceId", "device_id", "email", "phone", "value"], StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _keys;
    // By namespace: of those whose values are written in several ways, what they are compared by.
    private readonly Dictionary<string, HashSet<string>> _compared;
    private readonly IdentityRules _rules;
    private readonly List<string> _telling;

    public CarriedIdentifiers(IReadOnlyList<Identifier> identifiers, IdentityRules rules)
    {
        _rules = rules;
        _keys = [.. identifiers.SelectMany(i => new[] { i.Value, IdentifierKey.Normalise(i.Namespace, i.Value) }).Select(Key)];
        _compared = identifiers.Where(i => i.Namespace == IdentifierNamespace.Phone || rules.MayBeOne(i.Namespace))
            .GroupBy(i => i.Namespace)
            .ToDictionary(kind => kind.Key, kind => kind.Select(i => Key(rules.NormalForm(i.Namespace, i.Value))).ToHashSet());
        _telling = [.. identifiers.Select(i => i.Value.Trim()).Where(v => v.Length >= Telling)];
    }

    /// <summary>A message as sent, whatever it is.</summary>
    public bool AreIn(ReadOnlySpan<byte> payload)
    {
        try
        {
            return AreInJson(payload);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or text in it that no encoding can carry.
            return AreWithin(Encoding.UTF8.GetString(payload));
        }
    }

    /// <summary>Somewhere in a text that nobody could take apart, as a word of its own.</summary>
    public bool AreWithin(string text) => _telling.Exists(value => IsWordOf(text, value));

    /// <param name="expected">Identifiers are expected here.</param>
    public bool Is(string text, bool expected)
    {
        var key = Key(text);
        if (key.Length == 0 || (key.Length < Telling && !expected)) return false;

        return _keys.Contains(key) || _compared.Any(kind => kind.Value.Contains(Key(_rules.NormalForm(kind.Key, text))));
    }

    private bool AreInJson(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload, s_lenient);
        var member = "";
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    member = reader.GetString()!; // a name is never null
                    break;
                case JsonTokenType.String when Is(reader.GetString()!, s_members.Contains(member)): // nor is a text
                case JsonTokenType.Number when Is(Encoding.UTF8.GetString(reader.ValueSpan), s_members.Contains(member)):
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    private static string Key(string text) => StudioText.Key(text.Trim());

    private static bool IsWordOf(string text, string value)
    {
        for (var at = Next(0); at >= 0; at = Next(at + 1))
        {
            var end = at + value.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]))) return true;
        }

        return false;

        int Next(int from) => from >= text.Length ? -1 : text.IndexOf(value, from, StringComparison.OrdinalIgnoreCase);
    }
}
