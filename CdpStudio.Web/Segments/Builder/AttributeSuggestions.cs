using CdpStudio.Core.Audience;
using CdpStudio.Web.Components;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>What fields that speak of attributes offer.</summary>
internal static class AttributeSuggestions
{
    private const int Most = 48;
    private const int MostValues = 12;

    extension(IAudienceVocabulary seen)
    {
        public IReadOnlyList<Suggestion> SuggestAttributes(string containing) =>
            [.. seen.Attributes().Where(a => a.Name.Contains(containing, StringComparison.OrdinalIgnoreCase)).Take(Most).Select(a => new Suggestion(a.Name))];

        public IReadOnlyList<Suggestion> SuggestAttributeValues(string attribute, string containing) =>
            [.. seen.AttributeValues(attribute, containing, MostValues).Select(v => new Suggestion(v.Value, v.Count))];
    }
}
