using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Linkage.Preparing;

namespace CdpStudio.Core.Duplicates;

/// <summary>One column of what is compared: an attribute, an identifier, or the attribute and where that says nothing the identifier.</summary>
/// <param name="Attribute">Null where nobody declared or sent one of that name.</param>
/// <param name="Namespace">Null for what is no identifier.</param>
internal sealed record ComparedField(string Name, string? Attribute, string? Namespace)
{
    /// <summary>As many as the comparison looks at.</summary>
    private const int Most = 20;

    private const int ValuesLooked = 200;

    private static readonly string[] s_namespaces = [IdentifierNamespace.Email, IdentifierNamespace.Phone];

    /// <summary>What can tell people apart: attributes whose name says so, those that hold addresses or telephone numbers, and the two identifiers.</summary>
    public static IReadOnlyList<ComparedField> Of(IAudienceVocabulary vocabulary)
    {
        var attributes = vocabulary.Attributes()
            .Where(a => a.Type is DataType.Text or DataType.Number or DataType.DateTime && Tells(a, vocabulary))
            .OrderByDescending(a => a.Assertions).ThenBy(a => a.Name, StringComparer.Ordinal)
            .Take(Most - s_namespaces.Length)
            .Select(a => a.Name)
            .ToList();
        return
        [
            .. s_namespaces.Select(space => new ComparedField(attributes.Find(a => IsCalled(a, space)) ?? space, attributes.Find(a => IsCalled(a, space)), space)),
            .. attributes.Where(a => !s_namespaces.Any(space => IsCalled(a, space))).Order(StringComparer.Ordinal).Select(a => new ComparedField(a, a, Namespace: null)),
        ];
    }

    private static bool Tells(KnownAttribute attribute, IAudienceVocabulary vocabulary) =>
        KindNames.Find(attribute.Name) is not null
        || (attribute.Type == DataType.Text
            && KindRecognition.Recognise("", vocabulary.AttributeValues(attribute.Name, "", ValuesLooked).Select(v => (string?)v.Value)) is Linkage.FieldKind.Email or Linkage.FieldKind.Phone);

    private static bool IsCalled(string attribute, string space) => StudioText.Key(attribute) == StudioText.Key(space);
}
