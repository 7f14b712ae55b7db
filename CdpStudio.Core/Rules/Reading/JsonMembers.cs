using System.Text.Json;

namespace CdpStudio.Core.Rules.Reading;

/// <summary>The members of one object, each name once. Nothing is read past <see cref="Only"/>.</summary>
internal sealed class JsonMembers
{
    private readonly Dictionary<string, JsonPlace> _byName = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly string _pointer;

    private JsonMembers(string pointer) => _pointer = pointer;

    /// <summary>In the order of the text.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <param name="what">What the object is, with its article.</param>
    public static JsonMembers Of(JsonPlace place, string what)
    {
        if (place.Json.ValueKind != JsonValueKind.Object) throw place.Refusal($"has to be {what}, a JSON object.");

        var members = new JsonMembers(place.Pointer);
        foreach (var property in place.Json.EnumerateObject()) members.Add(property, place);
        if (members._names.Count == 0) throw place.Refusal($"is an empty object; it has to be {what}.");

        return members;
    }

    public bool Has(string name) => _byName.ContainsKey(name);

    public JsonPlace? Find(string name) => _byName.TryGetValue(name, out var place) ? place : null;

    public JsonPlace Required(string name) =>
        Find(name) ?? throw JsonPlace.RefusalAt(JsonPlace.Child(_pointer, name), "is missing.");

    /// <summary>Refuses the first member of another name.</summary>
    public JsonMembers Only(params ReadOnlySpan<string> names)
    {
        foreach (var name in _names)
        {
            if (!names.Contains(name)) throw _byName[name].Refusal($"is not a member that is known here ({string.Join(", ", names)}).");
        }

        return this;
    }

    private void Add(JsonProperty property, JsonPlace place)
    {
        string name;
        try
        {
            name = property.Name;
        }
        catch (InvalidOperationException)
        {
            throw place.Refusal("has a member whose name is not text.");
        }

        var member = new JsonPlace(property.Value, JsonPlace.Child(_pointer, name));
        if (!_byName.TryAdd(name, member)) throw member.Refusal("is there twice.");

        _names.Add(name);
    }
}
