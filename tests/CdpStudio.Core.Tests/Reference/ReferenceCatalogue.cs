using System.Text.Json;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Types of attributes and properties: declared, else by the first value that arrived.</summary>
internal sealed class ReferenceCatalogue(ReferenceWorld world, IReadOnlyList<Fact> facts)
{
    private readonly Dictionary<string, DataType?> _attributes = [];

    private readonly Dictionary<long, JsonElement> _properties = [];

    /// <summary>Null where the attribute is neither declared nor has ever had a value.</summary>
    public DataType? Attribute(string name)
    {
        if (!_attributes.TryGetValue(name, out var type)) _attributes[name] = type = Find(name);
        return type;
    }

    private DataType? Find(string name)
    {
        if (world.Attributes.FirstOrDefault(a => ReferenceText.Same(a.Name, name)) is { } declared) return declared.Type;

        return facts.OfType<Fact.Assertion>().Select(a => TypeSaid(a, name)).FirstOrDefault(t => t is not null);
    }

    public ReferenceValue Typed(string attribute, ReferenceValue value, ReferenceClock clock) =>
        Attribute(attribute) is { } type ? ReferenceConversion.As(type, value, clock) : ReferenceValue.None;

    public ReferenceValue Property(Fact.Event happened, string path, ReferenceClock clock)
    {
        if (!_properties.TryGetValue(happened.Number, out var properties))
            _properties[happened.Number] = properties = ReferenceValue.Parse(happened.Properties);

        var value = ReferenceValue.AtPath(properties, path);
        var declared = world.Properties.FirstOrDefault(
            p => ReferenceText.Same(p.Event, happened.Name) && ReferenceText.Same(p.Path, path));

        return declared is null ? value : ReferenceConversion.As(declared.Type, value, clock);
    }

    /// <summary>The JSON type of what was said about the attribute; null where nothing was. A date has to be declared.</summary>
    private static DataType? TypeSaid(Fact.Assertion assertion, string name)
    {
        if (!ReferenceHistory.ThroughList(assertion, name).IsMissing) return DataType.List;
        if (!ReferenceText.Same(assertion.Name, name) || ReferenceValue.Read(assertion.Value).IsMissing) return null;

        return ReferenceValue.Parse(assertion.Value!).ValueKind switch
        {
            JsonValueKind.String => DataType.Text,
            JsonValueKind.Number => DataType.Number,
            JsonValueKind.True or JsonValueKind.False => DataType.Boolean,
            JsonValueKind.Array => DataType.List,
            _ => null,
        };
    }
}
