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
        var words = path.Split('.');
        var references = world.Properties
            .Where(p => ReferenceText.Same(p.Event, happened.Name))
            .DistinctBy(p => p.Path.ToUpperInvariant())
            .Where(p => p.RefersTo is not null)
            .OrderByDescending(p => p.Path.Length)
            .ToList();
        foreach (var reference in references)
        {
            var length = reference.Path.Split('.').Length;
            if (length < words.Length && ReferenceText.Same(string.Join('.', words[..length]), reference.Path))
                return Through(Own(happened, reference.Path, clock), reference.RefersTo!, string.Join('.', words[length..]));
        }

        return words.Length > 1 && references.SingleOrDefault(p => ReferenceText.Same(p.RefersTo!, words[0])) is { } byType
            ? Through(Own(happened, byType.Path, clock), byType.RefersTo!, string.Join('.', words[1..]))
            : Own(happened, path, clock);
    }

    /// <summary>Through a list of keys the list of the values found.</summary>
    private ReferenceValue Through(ReferenceValue key, string type, string path)
    {
        if (key is ReferenceValue.List list) return ReferenceValue.OfList([.. list.Elements.SelectMany(e => ReferenceValue.Flat(Through(e, type, path)))]);

        var text = key switch
        {
            ReferenceValue.Text t => t.Value,
            ReferenceValue.Number n => ReferenceNumber.PlainText(n.Value),
            ReferenceValue.Boolean b => b.Value ? "true" : "false",
            _ => null,
        };
        var found = text is null ? null : world.Objects.FirstOrDefault(o => ReferenceText.Same(o.Type, type) && ReferenceText.Same(o.Key, text));
        return found is null ? ReferenceValue.None : ReferenceValue.AtPath(ReferenceValue.Parse(found.Json), path);
    }

    private ReferenceValue Own(Fact.Event happened, string path, ReferenceClock clock)
    {
        if (!_properties.TryGetValue(happened.Number, out var properties))
            _properties[happened.Number] = properties = ReferenceValue.Parse(happened.Properties);

        var value = ReferenceValue.AtPath(properties, path);
        var declared = world.Properties.FirstOrDefault(
            p => ReferenceText.Same(p.Event, happened.Name) && ReferenceText.Same(p.Path, path));

        return declared?.Type is { } type ? ReferenceConversion.As(type, value, clock) : value;
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
