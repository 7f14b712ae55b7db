using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Types of attributes and properties: declared, else by the first value that arrived.</summary>
internal sealed class ReferenceCatalogue(ReferenceWorld world, IReadOnlyList<Fact> facts)
{
    private readonly Dictionary<string, DataType?> _attributes = [];

    /// <summary>Null where the attribute is neither declared nor has ever had a value.</summary>
    public DataType? Attribute(string name)
    {
        if (!_attributes.TryGetValue(name, out var type)) _attributes[name] = type = Find(name);
        return type;
    }

    private DataType? Find(string name)
    {
        if (world.Attributes.FirstOrDefault(a => ReferenceText.Same(a.Name, name)) is { } declared) return declared.Type;

        var first = facts.OfType<Fact.Assertion>().Select(a => Said(a, name)).FirstOrDefault(v => !v.IsMissing);
        return first is null ? null : ReferenceConversion.TypeOf(first);
    }

    public ReferenceValue Typed(string attribute, ReferenceValue value, ReferenceClock clock) =>
        Attribute(attribute) is { } type ? ReferenceConversion.As(type, value, clock) : ReferenceValue.None;

    public ReferenceValue Property(Fact.Event happened, string path, ReferenceClock clock)
    {
        var value = ReferenceValue.AtPath(ReferenceValue.Parse(happened.Properties), path);
        var declared = world.Properties.FirstOrDefault(
            p => ReferenceText.Same(p.Event, happened.Name) && ReferenceText.Same(p.Path, path));

        return declared is null ? value : ReferenceConversion.As(declared.Type, value, clock);
    }

    private static ReferenceValue Said(Fact.Assertion assertion, string name) =>
        ReferenceText.Same(assertion.Name, name) ? ReferenceValue.Read(assertion.Value) : ReferenceHistory.ThroughList(assertion, name);
}
