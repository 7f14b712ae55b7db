using System.Globalization;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Consent;
using CdpStudio.Core.Profiles;
using CdpStudio.Web.Catalogue;
using CdpStudio.Web.Profiles.Past;

namespace CdpStudio.Web.Profiles;

/// <param name="Attributes">By name, a nested one by its dotted path; values as they were said.</param>
/// <param name="Tags">Keys; empty until the product has tags.</param>
/// <param name="Segments">Keys.</param>
/// <param name="Journeys">Walks, the latest entry first.</param>
/// <param name="Consents">One per channel, and for each topic and purpose of which something was said: the strictest of all that was said last.</param>
internal sealed record ProfileAnswer(
    long Id,
    IReadOnlyList<Identifier> Identifiers,
    IReadOnlyDictionary<string, JsonElement> Attributes,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> Segments,
    IReadOnlyList<ConsentRow> Consents,
    IReadOnlyList<ProfileJourney> Journeys,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen)
{
    public static ProfileAnswer Of(
        ProfileRecord profile, IReadOnlyList<ProfileSegment> segments, IReadOnlyList<ChannelConsent> consents, IReadOnlyList<ProfileJourney> journeys) => new(
        profile.Id.Value,
        profile.Identifiers,
        profile.Attributes.Where(a => a.Value is not null).ToDictionary(a => a.Name, a => Json.Element(a.Value!)),
        Tags: [],
        [.. segments.Select(s => s.Key)],
        [.. consents.Select(ConsentRow.Of)],
        journeys,
        Json.Moment(profile.FirstSeen),
        Json.Moment(profile.LastSeen));
}

/// <param name="Topic">Empty for the channel as a whole.</param>
/// <param name="State"><c>subscribed</c>, <c>unsubscribed</c> or <c>unknown</c>.</param>
/// <param name="At">Null when nothing was ever said.</param>
/// <param name="Purpose">Empty for all.</param>
internal sealed record ConsentRow(string Channel, string Topic, string State, DateTimeOffset? At, string Purpose)
{
    public static ConsentRow Of(ChannelConsent consent) => new(consent.Channel, consent.Topic, NameOf(consent.State), consent.At, consent.Purpose);

    public static string NameOf(ConsentState state) => state switch
    {
        ConsentState.Subscribed => "subscribed",
        ConsentState.Unsubscribed => "unsubscribed",
        _ => "unknown",
    };
}

/// <param name="Fact">The event's number; with it the next page begins.</param>
internal sealed record EventAnswer(
    long Fact, string Event, DateTimeOffset Timestamp, DateTimeOffset ReceivedAt, int Source, string MessageId, JsonElement Properties, JsonElement? Context)
{
    public static EventAnswer Of(Fact.Event fact) => new(
        fact.Number,
        fact.Name,
        Json.Moment(fact.Timestamp),
        Json.Moment(fact.RecordedAt),
        fact.Source.Value,
        fact.MessageId,
        Json.Element(fact.Properties),
        fact.Context is null ? null : Json.Element(fact.Context));
}

/// <param name="Value">Null where the attribute was cleared.</param>
internal sealed record AssertionAnswer(string Attribute, JsonElement? Value, DateTimeOffset ValidFrom, int Source, long Fact, DateTimeOffset RecordedAt)
{
    public static AssertionAnswer Of(AttributeAssertion said, long recordedAt) => new(
        said.Name, said.Value is null ? null : Json.Element(said.Value), Json.Moment(said.ValidFrom), said.Source.Value, said.Fact, Json.Moment(recordedAt));
}

/// <summary>What an attribute's value is and why.</summary>
/// <param name="Source">0 where people who work here said it.</param>
/// <param name="WinsBy">The attribute's winning rule.</param>
/// <param name="Locked">Somebody locked it by hand, so the rule was not asked.</param>
/// <param name="Among">How many assertions stood for it; of a sum how many were added, one of each source.</param>
internal sealed record ValueAnswer(
    string Attribute, JsonElement Value, DateTimeOffset ValidFrom, int Source, long Fact, DateTimeOffset RecordedAt, string WinsBy, bool Locked, int Among)
{
    public static ValueAnswer Of(PastAttribute known) => new(
        known.Name, Json.Element(known.Value), Json.Moment(known.ValidFrom), known.Source.Value, known.Fact, Json.Moment(known.RecordedAt),
        WinsByName.Of(known.Win.By), known.Win.IsLocked, known.Win.Among);
}

/// <summary>A profile as of a moment. Segments, tags, consents and journeys are not in it: those are today's.</summary>
/// <param name="KnownAt">A time, or the number of a fact; null is all that is known today.</param>
/// <param name="Said">Where each attribute has its value from, and why it counts.</param>
/// <param name="Events">How many.</param>
/// <param name="LastEvents">The newest of them, newest first.</param>
/// <param name="Apart">Profiles that are one with this one today and were not known to be then.</param>
internal sealed record PastProfileAnswer(
    long Id,
    DateTimeOffset AsOf,
    object? KnownAt,
    IReadOnlyList<Identifier> Identifiers,
    IReadOnlyDictionary<string, JsonElement> Attributes,
    IReadOnlyList<ValueAnswer> Said,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    long Events,
    IReadOnlyList<EventAnswer> LastEvents,
    IReadOnlyList<long> Apart)
{
    public static PastProfileAnswer Of(PastProfileRecord past, DateTimeOffset asOf, KnownAt? knownAt) => new(
        past.Id.Value,
        asOf,
        PastAddress.Plain(knownAt),
        past.Identifiers,
        past.Attributes.ToDictionary(a => a.Name, a => Json.Element(a.Value)),
        [.. past.Attributes.Select(ValueAnswer.Of)],
        Json.Moment(past.FirstSeen),
        Json.Moment(past.LastSeen),
        past.Events,
        [.. past.LastEvents.Select(EventAnswer.Of)],
        [.. past.Apart.Select(p => p.Value)]);
}

/// <param name="Next">Hand it back as <c>after</c>; null at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Where the next page of a timeline begins: behind the fact of that time and number.</summary>
internal static class TimelineCursor
{
    public static string Of(long timestamp, long fact) => string.Create(CultureInfo.InvariantCulture, $"{timestamp}_{fact}");

    public static bool TryParse(string? text, out (long Timestamp, long Fact)? after)
    {
        after = null;
        if (text is null) return true;

        var parts = text.Split('_');
        if (parts.Length != 2
            || !long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var timestamp)
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }
        after = (timestamp, number);
        return true;
    }
}

file static class Json
{
    public static JsonElement Element(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public static DateTimeOffset Moment(long milliseconds) => EpochTime.ToMoment(milliseconds);
}
