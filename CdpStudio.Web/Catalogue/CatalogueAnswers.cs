using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Ingestion.Plan;
using CdpStudio.Core.Profiles.Masking;

namespace CdpStudio.Web.Catalogue;

/// <param name="Type">text, number, boolean, datetime or list; left out, it follows the first value that arrives.</param>
/// <param name="Allowed">The values that may come, as plain text; left out, all may.</param>
/// <param name="OnViolation">mark (also when left out), drop or quarantine.</param>
/// <param name="Wins">newest (also when left out), oldest, sourceRanking, mostComplete, maximum, minimum, sum or union.</param>
/// <param name="Ranking">Of sourceRanking: numbers of sources, the most trusted first.</param>
internal sealed record AttributeBody(
    string? Type, string? Label, bool? Pii, bool? Required = null, List<string>? Allowed = null, string? OnViolation = null, string? Wins = null,
    List<int>? Ranking = null);

internal sealed record EventBody(string? Label, Dictionary<string, PropertyBody?>? Properties);

/// <param name="RefersTo">The object type that the value is a key of.</param>
/// <param name="Required">Every event has it.</param>
/// <param name="Allowed">As of an attribute.</param>
/// <param name="OnViolation">As of an attribute.</param>
internal sealed record PropertyBody(
    string? Type, string? Label, bool? Pii, string? RefersTo, bool? Required = null, List<string>? Allowed = null, string? OnViolation = null);

/// <param name="Type">Declared, else that of the first value; null when neither.</param>
/// <param name="Wins">Which of several values counts.</param>
/// <param name="Ranking">Sources, the most trusted first; empty where they are not ranked.</param>
/// <param name="Assertions">How often something was said about it.</param>
internal sealed record AttributeAnswer(
    string Name, string? Type, bool Declared, string? Label, bool Pii, bool Required, IReadOnlyList<string> Allowed, string OnViolation, string Wins,
    IReadOnlyList<int> Ranking, long Assertions, DateTimeOffset? LastSeen)
{
    public static AttributeAnswer Of(AttributeEntry entry) => new(
        entry.Name, entry.Type is { } type ? DataTypeName.Of(type) : null, entry.Declared, entry.Label, entry.Pii, entry.Expects.Required,
        entry.Expects.Allowed, ViolationActionName.Of(entry.Expects.OnViolation), WinsByName.Of(entry.Winning.By),
        [.. entry.Winning.Ranking.Select(s => s.Value)], entry.Assertions, entry.LastSeen);
}

internal sealed record EventAnswer(
    string Name, bool Declared, string? Label, long Events, DateTimeOffset? LastSeen, IReadOnlyDictionary<string, PropertyAnswer> Properties)
{
    public static EventAnswer Of(EventEntry entry, IReadOnlyList<PropertyEntry> properties) => new(
        entry.Name, entry.Declared, entry.Label, entry.Events, entry.LastSeen, properties.ToDictionary(p => p.Name, PropertyAnswer.Of));
}

/// <param name="Values">In how many events it has a value.</param>
internal sealed record PropertyAnswer(
    string? Type, bool Declared, string? Label, bool Pii, string? RefersTo, bool Required, IReadOnlyList<string> Allowed, string OnViolation, long Values)
{
    public static PropertyAnswer Of(PropertyEntry entry) => new(
        entry.Type is { } type ? DataTypeName.Of(type) : null, entry.Declared, entry.Label, entry.Pii, entry.RefersTo, entry.Expects.Required,
        entry.Expects.Allowed, ViolationActionName.Of(entry.Expects.OnViolation), entry.Values);
}

/// <summary>What would follow from another type; see <see cref="TypeReading"/>.</summary>
/// <param name="Examples">Of the lost ones, as they were sent; empty where they are personal.</param>
/// <param name="Blocked">Who could not be evaluated any more: while there are any the change is refused.</param>
internal sealed record TypePreviewAnswer(
    long Values, long Same, long Converted, long Lost, long Gained, IReadOnlyList<string> Examples, IReadOnlyList<CatalogueUser> Users, IReadOnlyList<string> Blocked)
{
    public static TypePreviewAnswer Of(TypePreview preview, SeenMessages seen) => new(
        preview.Reading.Values, preview.Reading.Same, preview.Reading.Converted, preview.Reading.Lost, preview.Reading.Gained,
        [.. preview.Reading.Examples.Select(seen.Value)],
        preview.Users, preview.Blocked);
}

/// <param name="Items">Of stored messages, within 30 days; the most frequent first.</param>
/// <param name="Quarantined">Messages that the plan keeps in quarantine now.</param>
internal sealed record ViolationsAnswer(IReadOnlyList<ViolationAnswer> Items, long Quarantined);

/// <param name="Event">Null for an attribute.</param>
/// <param name="Name">Empty where a message is odd in itself.</param>
/// <param name="Kind">wrongType, notAllowed, missing, or of a message itself doubledName, farAhead, longAgo.</param>
/// <param name="Marked">Stored as they came.</param>
/// <param name="Dropped">Stored without the value.</param>
internal sealed record ViolationAnswer(
    int Source, string? Event, string Name, string Kind, long Marked, long Dropped, DateTimeOffset LastAt, IReadOnlyList<string> Examples)
{
    public static ViolationAnswer Of(ViolationRow row, SeenMessages seen) => new(
        row.Source.Value, row.Event, row.Name, JsonNamingPolicy.CamelCase.ConvertName(row.Kind.ToString()), row.Marked, row.Dropped, row.LastAt,
        [.. row.Examples.Select(seen.Value)]);
}
