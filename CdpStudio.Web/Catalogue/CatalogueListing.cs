using CdpStudio.Core.Audience;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Web.Catalogue;

/// <param name="Type">Declared, else that of the first value; null when neither.</param>
/// <param name="Declared">Somebody said what it is.</param>
/// <param name="Assertions">How often something was said about it.</param>
public sealed record AttributeEntry(
    string Name, DataType? Type, bool Declared, string? Label, bool Pii, long Assertions, DateTimeOffset? LastSeen)
{
    public Expectation Expects { get; init; } = Expectation.None;

    public WinningRule Winning { get; init; } = WinningRule.Newest;
}

public sealed record EventEntry(string Name, bool Declared, string? Label, long Events, DateTimeOffset? LastSeen);

/// <param name="Values">In how many events it has a value.</param>
public sealed record PropertyEntry(string Name, DataType? Type, bool Declared, string? Label, bool Pii, string? RefersTo, long Values)
{
    public Expectation Expects { get; init; } = Expectation.None;
}

/// <summary>What is declared and what was seen, as one list. Names are shown as first seen, else as declared.</summary>
public sealed class CatalogueListing(CurrentCatalogue catalogue, IAudienceVocabulary vocabulary)
{
    public IReadOnlyList<AttributeEntry> Attributes()
    {
        var entries = new Dictionary<string, AttributeEntry>(StringComparer.Ordinal);
        foreach (var (key, declared) in catalogue.Content.Attributes)
        {
            entries[key] = new AttributeEntry(declared.Name, declared.Type, true, declared.Label, declared.Pii, 0, null)
            {
                Expects = declared.Expects, Winning = declared.WinningRule,
            };
        }

        foreach (var seen in vocabulary.Attributes())
        {
            var key = StudioText.Key(seen.Name);
            var known = entries.GetValueOrDefault(key);
            entries[key] = new AttributeEntry(
                seen.Name, known?.Type ?? seen.Type, known is not null, known?.Label, catalogue.Content.IsPersonal(seen.Name), seen.Assertions,
                seen.Assertions > 0 ? Moment(seen.LastSeen) : null) { Expects = known?.Expects ?? Expectation.None, Winning = known?.Winning ?? WinningRule.Newest };
        }

        return [.. entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => e.Value)];
    }

    public IReadOnlyList<EventEntry> Events()
    {
        var entries = new Dictionary<string, EventEntry>(StringComparer.Ordinal);
        foreach (var (key, declared) in catalogue.Content.Events) entries[key] = new EventEntry(declared.Name, true, declared.Label, 0, null);

        foreach (var seen in vocabulary.Events())
        {
            var key = StudioText.Key(seen.Name);
            var known = entries.GetValueOrDefault(key);
            entries[key] = new EventEntry(seen.Name, known is not null, known?.Label, seen.Events, seen.Events > 0 ? Moment(seen.LastSeen) : null);
        }

        return [.. entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => e.Value)];
    }

    public IReadOnlyList<PropertyEntry> Properties(string eventName)
    {
        var entries = new Dictionary<string, PropertyEntry>(StringComparer.Ordinal);
        foreach (var declared in catalogue.Content.Event(eventName)?.Properties ?? [])
        {
            entries[StudioText.Key(declared.Name)] = new PropertyEntry(
                declared.Name, declared.Type, true, declared.Label, declared.Pii, declared.RefersTo, 0) { Expects = declared.Expects ?? Expectation.None };
        }

        foreach (var seen in vocabulary.Properties(eventName))
        {
            var key = StudioText.Key(seen.Path);
            var known = entries.GetValueOrDefault(key);
            entries[key] = new PropertyEntry(
                seen.Path, known?.Type ?? seen.Type, known is not null, known?.Label, catalogue.Content.IsPersonal(eventName, seen.Path), known?.RefersTo, seen.Values) { Expects = known?.Expects ?? Expectation.None };
        }

        return [.. entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => e.Value)];
    }

    private static DateTimeOffset Moment(long milliseconds) => new(EpochTime.ToUtc(milliseconds));
}
