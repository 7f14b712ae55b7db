using System.Text.Json;
using System.Text.Json.Nodes;
using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Core.Repair;

/// <summary>A member of a message, by its dotted path.</summary>
internal readonly record struct RepairPath(JsonObject Parent, string Name)
{
    public JsonNode? Value => Parent[Name];

    public void Remove() => Parent.Remove(Name);

    public void Replace(JsonNode? value) => Parent[Name] = value;

    /// <summary>Null when there is no such member. The longest name wins: <c>a.b</c> as a member before <c>b</c> within <c>a</c>.</summary>
    public static RepairPath? Find(JsonObject within, string path)
    {
        if (within.ContainsKey(path)) return new RepairPath(within, path);

        for (var dot = path.LastIndexOf('.'); dot > 0; dot = path.LastIndexOf('.', dot - 1))
        {
            if (within[path[..dot]] is JsonObject child && Find(child, path[(dot + 1)..]) is { } found) return found;
        }

        return null;
    }

    /// <summary>Puts a value at a path, with the objects that lead to it.</summary>
    /// <returns>False when something that is no object stands in the way; nothing was put.</returns>
    public static bool TrySet(JsonObject within, string path, JsonNode? value)
    {
        if (Find(within, path) is { } there)
        {
            there.Replace(value);
            return true;
        }

        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0)
        {
            within[path] = value;
            return true;
        }

        var (head, rest) = (path[..dot], path[(dot + 1)..]);
        if (IsMissing(within[head]) && within[head] is not JsonObject) within[head] = new JsonObject();
        return within[head] is JsonObject child && TrySet(child, rest, value);
    }

    /// <summary>As <see cref="JsonObjects.IsMissing"/> has it.</summary>
    public static bool IsMissing(JsonNode? node) => node switch
    {
        null => true,
        JsonObject members => members.Count == 0,
        JsonArray items => items.All(IsMissing),
        _ => node.GetValueKind() == JsonValueKind.String && string.IsNullOrWhiteSpace(node.GetValue<string>()),
    };
}
