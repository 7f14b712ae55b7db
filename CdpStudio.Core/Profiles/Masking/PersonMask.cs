using CdpStudio.Core.Audience;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Profiles.Masking;

/// <summary>One person for those who may not see personal data: everything of them, masked in the same way wherever it stands.</summary>
public sealed class PersonMask
{
    private readonly CatalogueContent _catalogue;
    private readonly PersonalText _text;
    private readonly Dictionary<Identifier, Identifier> _identifiers = [];
    private readonly HashSet<Identifier> _taken = [];

    /// <param name="said">All that is or was known of the person's attributes.</param>
    internal PersonMask(CatalogueContent catalogue, IReadOnlyList<Identifier> identifiers, IReadOnlyList<AttributeAssertion> said)
    {
        _catalogue = catalogue;
        _text = new PersonalText(
            identifiers.Where(IsPersonal).Select(i => i.Value)
                .Concat(said.Where(a => a.Value is not null && catalogue.IsPersonal(a.Name)).SelectMany(a => ValuesOf(a.Name, a.Value!)))); // it has one
        // In the order of the profile, so that the same one is called the same on every page.
        foreach (var identifier in identifiers) Of(identifier);
    }

    public ProfileRecord Of(ProfileRecord profile) =>
        profile with { Identifiers = [.. profile.Identifiers.Select(Of)], Attributes = [.. profile.Attributes.Select(Of)] };

    /// <summary>Two identifiers of the person never have the same mask.</summary>
    public Identifier Of(Identifier identifier)
    {
        if (_identifiers.TryGetValue(identifier, out var known)) return known;

        var masked = identifier with { Value = IsPersonal(identifier) ? Mask.Of(identifier.Value) : _text.Hide(identifier.Value) };
        var shown = masked;
        for (var at = 2; !_taken.Add(shown); at++) shown = masked with { Value = $"{masked.Value} ({at})" };
        return _identifiers[identifier] = shown;
    }

    public AttributeAssertion Of(AttributeAssertion said)
    {
        var all = said.Others.Count == 0 ? said : said with { Others = [.. said.Others.Select(Of)] };
        return Value(said.Name, said.Value) is var shown && shown == said.Value ? all : all with { Value = shown, Type = DataType.Text };
    }

    public AttributeChange Of(AttributeChange change) => change with { Before = Value(change.Name, change.Before), After = Value(change.Name, change.After) };

    /// <param name="json">JSON text; null stays null.</param>
    public string? Value(string attribute, string? json) => json is null ? null : _catalogue.IsPersonal(attribute) ? Mask.OfJson(json) : Json(json);

    /// <summary>A value of which nobody says what it is of.</summary>
    public string Json(string json) => new MaskedJson(_ => false, _text, Of).Of(json);

    public Fact.Event Of(Fact.Event fact) => fact with
    {
        Properties = new MaskedJson(path => _catalogue.IsPersonal(fact.Name, path), _text, Of).Of(fact.Properties),
        Context = fact.Context is null ? null : new MaskedJson(IsPersonalContext, _text, Of).Of(fact.Context),
        MessageId = _text.Hide(fact.MessageId),
        Identifiers = [.. fact.Identifiers.Select(Of)],
    };

    public string Text(string text) => _text.Hide(text);

    internal static bool IsPersonal(Identifier identifier) =>
        identifier.Namespace is IdentifierNamespace.Email or IdentifierNamespace.Phone || PersonalNames.OfAttribute(identifier.Namespace) || IsAddress(identifier.Value);

    private bool IsPersonalContext(string path) =>
        path.StartsWith(Masker.Traits, StringComparison.Ordinal) ? _catalogue.IsPersonal(path[Masker.Traits.Length..]) : PersonalNames.OfProperty(path);

    // User ids are often addresses.
    private static bool IsAddress(string value) => PersonalText.Nobodys.Hide(value) != value;

    // Who is called by one part of a name is the same person.
    private static IEnumerable<string> ValuesOf(string attribute, string json)
    {
        var values = PersonalText.StringsOf(json);
        return ProfileName.Fields.Any(f => StudioText.Key(f) == StudioText.Key(attribute))
            ? values.Concat(values.SelectMany(v => v.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            : values;
    }
}
