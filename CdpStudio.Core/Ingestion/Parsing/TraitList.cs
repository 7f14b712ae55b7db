using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Parsing;

/// <summary>Traits as attributes: objects become dotted paths, scalars and lists stay values, whatever is missing clears.</summary>
internal static class TraitList
{
    /// <param name="Value">JSON text; null clears the attribute and all below it.</param>
    internal readonly record struct Trait(string Name, string? Value);

    /// <param name="traits">What clears comes first, so that a value below a cleared name holds.</param>
    /// <returns>Null, or why the message can't be taken.</returns>
    public static Refusal? Read(string json, out IReadOnlyList<Trait> traits)
    {
        using var document = JsonDocument.Parse(json);
        var found = new List<Found>();
        traits = [];
        if (!TryAdd(document.RootElement, "", 0, found))
            return new Refusal(RefusalReason.BadName, $"A trait's path is longer than {TrackingParser.MaxNameLength} characters.", "traits");

        traits = [.. WithoutShadowed(found).OrderBy(f => f.Value is not null).Select(f => new Trait(f.Name, f.Value))];
        return null;
    }

    private static bool TryAdd(JsonElement element, string prefix, int depth, List<Found> found)
    {
        foreach (var member in element.EnumerateObject())
        {
            // No rule could name it.
            if (StudioText.IsBlank(member.Name)) continue;

            var path = (prefix.Length == 0 ? member.Name : prefix + "." + member.Name).Replace('\0', '\uFFFD');
            if (path.Length > TrackingParser.MaxNameLength) return false;

            var missing = JsonObjects.IsMissing(member.Value);
            if (!missing && member.Value.ValueKind == JsonValueKind.Object)
            {
                if (!TryAdd(member.Value, path, depth + 1, found)) return false;
            }
            else
            {
                found.Add(new Found(path, missing ? null : member.Value.GetRawText(), depth));
            }
        }

        return true;
    }

    // Of equal names one with a value holds before one without, a name that itself holds the dot before a path, the first before others.
    private static IEnumerable<Found> WithoutShadowed(List<Found> found)
    {
        if (found.Count < 2) return found;

        var kept = new Dictionary<string, Found>(found.Count, StringComparer.Ordinal);
        foreach (var trait in found)
        {
            var key = StudioText.Key(trait.Name);
            if (!kept.TryGetValue(key, out var other) || trait.Wins(other)) kept[key] = trait;
        }

        return kept.Values;
    }

    private readonly record struct Found(string Name, string? Value, int Depth)
    {
        public bool Wins(Found other) =>
            Value is not null == other.Value is not null ? Depth < other.Depth : Value is not null;
    }
}
