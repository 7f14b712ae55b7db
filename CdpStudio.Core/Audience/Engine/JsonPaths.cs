using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// Every path that leads to a value in a JSON object or list. A name that itself holds dots wins over a path, of names that are equal
/// without case the first with a value holds, and a path through a list gives the list of the values found.
/// </summary>
internal static class JsonPaths
{
    private const string HashMember = "#";

    /// <summary>By path as first written; each folded path once. Objects stand as their hash.</summary>
    public static IEnumerable<(string Path, StudioValue Value)> Of(JsonElement json) => Find(json).Values.Select(f => (f.Path, f.Value));

    /// <summary>The value that a path, by its folded key, has in a list or object; null when it has none.</summary>
    public static StudioValue? At(JsonElement json, string pathKey) => Find(json).TryGetValue(pathKey, out var found) ? found.Value : null;

    /// <summary>As <see cref="StudioValue.Read(JsonElement)"/>, but objects are their hash, and missing when nothing in them has a value.</summary>
    public static StudioValue? ValueOf(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                return json.EnumerateObject().Any(m => ValueOf(m.Value) is not null)
                    ? new StudioValue.Structure(ObjectHash.Of(Encoding.UTF8.GetBytes(json.GetRawText())))
                    : null;
            case JsonValueKind.Array:
                var items = new List<StudioValue>(json.GetArrayLength());
                foreach (var element in json.EnumerateArray())
                {
                    if (ValueOf(element) is { } value) items.Add(value);
                }

                return items.Count == 0 ? null : new StudioValue.List(items);
            default:
                return StudioValue.Read(json);
        }
    }

    /// <summary>A list as JSON, its objects as their hash.</summary>
    public static byte[] Write(StudioValue.List list)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) Write(writer, list);
        return stream.ToArray();
    }

    public static byte[] Write(StudioValue list) => Write((StudioValue.List)list);

    private static void Write(Utf8JsonWriter writer, StudioValue value)
    {
        switch (value)
        {
            case StudioValue.Text text:
                writer.WriteStringValue(text.Value);
                break;
            case StudioValue.Number number:
                writer.WriteRawValue(number.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case StudioValue.Boolean boolean:
                writer.WriteBooleanValue(boolean.Value);
                break;
            case StudioValue.Structure structure:
                writer.WriteStartObject();
                writer.WriteString(HashMember, structure.Json);
                writer.WriteEndObject();
                break;
            case StudioValue.List list:
                writer.WriteStartArray();
                foreach (var item in list.Items) Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                throw new UnreachableException(value.GetType().Name);
        }
    }

    private static Dictionary<string, Found> Find(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => InObject(json),
        JsonValueKind.Array => InList(json),
        _ => [],
    };

    private static Dictionary<string, Found> InObject(JsonElement json)
    {
        var found = new Dictionary<string, Found>();
        foreach (var member in json.EnumerateObject())
        {
            var name = NameOf(member);
            var words = name.Count(c => c == '.') + 1;
            if (ValueOf(member.Value) is { } value) Offer(found, name, words, value);
            foreach (var (_, inner) in Find(member.Value)) Offer(found, $"{name}.{inner.Path}", words, inner.Value);
        }

        return found;
    }

    private static void Offer(Dictionary<string, Found> found, string path, int words, StudioValue value)
    {
        var key = StudioText.Key(path);
        if (!found.TryGetValue(key, out var known) || words > known.Words) found[key] = new Found(path, words, value);
    }

    private static Dictionary<string, Found> InList(JsonElement json)
    {
        var lists = new Dictionary<string, (string Path, List<StudioValue> Items)>();
        foreach (var element in json.EnumerateArray())
        {
            foreach (var (key, inner) in Find(element))
            {
                if (!lists.TryGetValue(key, out var list)) lists[key] = list = (inner.Path, []);
                if (inner.Value is StudioValue.List several) list.Items.AddRange(several.Items);
                else list.Items.Add(inner.Value);
            }
        }

        return lists.ToDictionary(l => l.Key, l => new Found(l.Value.Path, 1, new StudioValue.List(l.Value.Items)));
    }

    /// <summary>With U+FFFD for halves of surrogate pairs.</summary>
    public static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is JSON but not text.
            var raw = member.ToString();
            return LoneSurrogates.Replace(raw[..(raw.IndexOf("\":", StringComparison.Ordinal) + 1)]);
        }
    }

    /// <param name="Words">Of the outermost name that leads to it.</param>
    private readonly record struct Found(string Path, int Words, StudioValue Value);
}
