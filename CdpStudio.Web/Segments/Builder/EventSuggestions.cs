using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Components;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>What fields that speak of events offer.</summary>
internal static class EventSuggestions
{
    private const int Most = 48;
    private const int MostValues = 12;

    // Of the event's local time; they may stand wherever a property may.
    private static readonly string[] s_timeParts = ["$hour", "$weekday", "$dayOfMonth", "$month"];

    extension(IAudienceVocabulary seen)
    {
        public IReadOnlyList<Suggestion> SuggestEvents(string containing) =>
            [.. seen.Events().Where(e => e.Name.Contains(containing, StringComparison.OrdinalIgnoreCase)).Take(Most).Select(e => new Suggestion(e.Name, e.Events))];

        public IReadOnlyList<Suggestion> SuggestProperties(string eventName, string containing) =>
        [
            .. seen.Properties(eventName).Select(p => new Suggestion(p.Path, p.Values)).Concat(s_timeParts.Select(t => new Suggestion(t)))
                .Where(p => p.Value.Contains(containing, StringComparison.OrdinalIgnoreCase)).Take(Most),
        ];

        public IReadOnlyList<Suggestion> SuggestValues(string eventName, string path, string containing) =>
            [.. seen.PropertyValues(eventName, path, containing, MostValues).Select(v => new Suggestion(v.Value, v.Count))];

        /// <summary>Null where neither a declaration nor a value says.</summary>
        public DataType? TypeOfProperty(string eventName, string path) => s_timeParts.Contains(path)
            ? DataType.Number
            : seen.Properties(eventName).FirstOrDefault(p => StudioText.Key(p.Path) == StudioText.Key(path))?.Type;
    }
}
