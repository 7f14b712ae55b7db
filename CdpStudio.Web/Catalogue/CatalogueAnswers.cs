namespace CdpStudio.Web.Catalogue;

/// <param name="Type">text, number, boolean, datetime or list; left out, it follows the first value that arrives.</param>
internal sealed record AttributeBody(string? Type, string? Label, bool? Pii);

internal sealed record EventBody(string? Label, Dictionary<string, PropertyBody?>? Properties);

/// <param name="RefersTo">The object type that the value is a key of.</param>
internal sealed record PropertyBody(string? Type, string? Label, bool? Pii, string? RefersTo);

/// <param name="Type">Declared, else that of the first value; null when neither.</param>
/// <param name="Assertions">How often something was said about it.</param>
internal sealed record AttributeAnswer(
    string Name, string? Type, bool Declared, string? Label, bool Pii, long Assertions, DateTimeOffset? LastSeen)
{
    public static AttributeAnswer Of(AttributeEntry entry) => new(
        entry.Name, entry.Type is { } type ? DataTypeName.Of(type) : null, entry.Declared, entry.Label, entry.Pii, entry.Assertions, entry.LastSeen);
}

internal sealed record EventAnswer(
    string Name, bool Declared, string? Label, long Events, DateTimeOffset? LastSeen, IReadOnlyDictionary<string, PropertyAnswer> Properties)
{
    public static EventAnswer Of(EventEntry entry, IReadOnlyList<PropertyEntry> properties) => new(
        entry.Name, entry.Declared, entry.Label, entry.Events, entry.LastSeen, properties.ToDictionary(p => p.Name, PropertyAnswer.Of));
}

/// <param name="Values">In how many events it has a value.</param>
internal sealed record PropertyAnswer(string? Type, bool Declared, string? Label, bool Pii, string? RefersTo, long Values)
{
    public static PropertyAnswer Of(PropertyEntry entry) => new(
        entry.Type is { } type ? DataTypeName.Of(type) : null, entry.Declared, entry.Label, entry.Pii, entry.RefersTo, entry.Values);
}
