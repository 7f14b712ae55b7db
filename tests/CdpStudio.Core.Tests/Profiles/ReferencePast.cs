using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Tests.Reference;

namespace CdpStudio.Core.Tests.Profiles;

/// <summary>A profile by two clocks, read out of a plain list of facts; as text, so that a difference is seen at once.</summary>
internal static class ReferencePast
{
    private const string Nobody = "nobody";
    private const int MostOthers = 20;

    public static string Of(ReferenceWorld world, ProfileId number, long asOf, KnownAt? knownAt, int events)
    {
        var facts = world.Facts;
        var counting = ReferenceFacts.Counting(facts, knownAt);
        var identity = new ReferenceIdentity(counting);
        var group = identity.Group(number);
        var about = counting.Where(f => ReferenceFacts.About(f).Any(group.Contains)).ToList();
        if (about.Count == 0) return Nobody;

        var profile = new ReferenceProfile(group.Min(), group, [.. identity.Identifiers(number)], about);
        if (profile.FirstSeen > asOf) return Nobody;

        var happened = profile.Events.Where(e => e.Timestamp <= asOf).ToList();
        var said = about.OfType<Fact.Assertion>().Where(a => a.ValidFrom <= asOf).ToList();
        var (catalogue, clock) = (new ReferenceCatalogue(world, counting), new ReferenceClock(world.Zone, asOf));
        var contest = new ReferenceContest(world.Winning, (name, value) => catalogue.Typed(name, value, clock));
        return Text(
            profile.Id,
            profile.Identifiers,
            from name in said.Select(a => a.Name).DistinctBy(StudioText.Key)
            let winner = profile.History.Winner(name, asOf, contest)
            where winner is { Json: not "null" }
            let others = profile.History.Said(name, asOf).Count(a => a != winner.Said && !ReferenceValue.Read(a.Value).IsMissing)
            select (name, winner.Said.Number, winner.Said.ValidFrom, winner.Said.RecordedAt, ValueOf(winner.Json), Math.Min(others, MostOthers)),
            profile.FirstSeen,
            LastSeen(about, happened, said, asOf),
            happened.Count,
            happened.AsEnumerable().Reverse().Take(events).Select(e => e.Number));
    }

    public static string Of(PastProfileRecord? told) => told is null ? Nobody : Text(
        told.Id,
        told.Identifiers,
        told.Attributes.Select(a => (a.Name, a.Fact, a.ValidFrom, a.RecordedAt, ValueOf(a.Value), a.Others.Count)),
        told.FirstSeen,
        told.LastSeen,
        told.Events,
        told.LastEvents.Select(e => e.Number));

    /// <summary>However numbers are spelled.</summary>
    private static string ValueOf(string json) => ReferenceValue.Read(json) switch
    {
        ReferenceValue.Text text => StudioText.Key(text.Value),
        ReferenceValue.Number number => ReferenceNumber.PlainText(number.Value),
        ReferenceValue.List list => string.Join('|', list.Elements.Select(e => ReferenceValue.InList(e) is ReferenceValue.Text text ? StudioText.Key(text.Value) : "-")),
        var other => other.GetType().Name,
    };

    /// <summary>Of who is who only the last moment of all is kept.</summary>
    private static long LastSeen(List<Fact> about, List<Fact.Event> happened, List<Fact.Assertion> said, long asOf)
    {
        var moments = happened.Select(e => e.Timestamp).Concat(said.Select(a => a.ValidFrom)).ToList();
        var last = about.Max(Timestamp);
        return last <= asOf ? last : moments.Append(about.Min(Timestamp)).Max();
    }

    private static long Timestamp(Fact fact) => fact switch
    {
        Fact.Event happened => happened.Timestamp,
        Fact.Assertion assertion => assertion.ValidFrom,
        _ => ((Fact.Edge)fact).Timestamp,
    };

    private static string Text(
        ProfileId id, IEnumerable<Identifier> identifiers, IEnumerable<(string Name, long Fact, long ValidFrom, long RecordedAt, string Value, int Others)> attributes,
        long firstSeen, long lastSeen, long events, IEnumerable<long> lastEvents) => FormattableString.Invariant(
        $"""
        {id} {string.Join(' ', identifiers.Select(i => i.ToString()).Order(StringComparer.Ordinal))}
        {string.Join(' ', attributes.Select(a => FormattableString.Invariant($"{StudioText.Key(a.Name)}:{a.Fact}:{a.ValidFrom}:{a.RecordedAt}:{a.Value}:{a.Others}")).Order(StringComparer.Ordinal))}
        {firstSeen} {lastSeen} {events}: {string.Join(' ', lastEvents)}
        """);
}
