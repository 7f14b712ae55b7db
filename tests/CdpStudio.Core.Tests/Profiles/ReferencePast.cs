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

    public static string Of(
        IReadOnlyList<Fact> facts, ProfileId number, long asOf, KnownAt? knownAt, int events)
    {
        var counting = ReferenceFacts.Counting(facts, knownAt);
        var identity = new ReferenceIdentity(counting);
        var group = identity.Group(number);
        var about = counting.Where(f => ReferenceFacts.About(f).Any(group.Contains)).ToList();
        if (about.Count == 0) return Nobody;

        var profile = new ReferenceProfile(group.Min(), group, [.. identity.Identifiers(number)], about);
        if (profile.FirstSeen > asOf) return Nobody;

        var happened = profile.Events.Where(e => e.Timestamp <= asOf).ToList();
        var said = about.OfType<Fact.Assertion>().Where(a => a.ValidFrom <= asOf).ToList();
        return Text(
            profile.Id,
            profile.Identifiers,
            said.DistinctBy(a => StudioText.Key(a.Name)).Select(a => InForce(said, a.Name)).OfType<Fact.Assertion>().Select(a => (a.Name, a.Number, a.ValidFrom, a.RecordedAt)),
            profile.FirstSeen,
            LastSeen(about, happened, said, asOf),
            happened.Count,
            happened.AsEnumerable().Reverse().Take(events).Select(e => e.Number));
    }

    public static string Of(PastProfileRecord? told) => told is null ? Nobody : Text(
        told.Id,
        told.Identifiers,
        told.Attributes.Select(a => (a.Name, a.Fact, a.ValidFrom, a.RecordedAt)),
        told.FirstSeen,
        told.LastSeen,
        told.Events,
        told.LastEvents.Select(e => e.Number));

    /// <summary>The newest that was said, of the attribute itself or by clearing one above it; null when it has no value then.</summary>
    private static Fact.Assertion? InForce(List<Fact.Assertion> said, string name)
    {
        var newest = said.Where(a => IsOrClears(a, name)).OrderBy(a => a.ValidFrom).ThenBy(a => a.Number).Last();
        return newest.Value is null ? null : newest;
    }

    private static bool IsOrClears(Fact.Assertion said, string name) =>
        ReferenceText.Same(said.Name, name)
        || (said.Value is null && StudioText.Key(name).StartsWith(StudioText.Key(said.Name) + ".", StringComparison.Ordinal));

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
        ProfileId id, IEnumerable<Identifier> identifiers, IEnumerable<(string Name, long Fact, long ValidFrom, long RecordedAt)> attributes,
        long firstSeen, long lastSeen, long events, IEnumerable<long> lastEvents) => FormattableString.Invariant(
        $"""
        {id} {string.Join(' ', identifiers.Select(i => i.ToString()).Order(StringComparer.Ordinal))}
        {string.Join(' ', attributes.Select(a => FormattableString.Invariant($"{StudioText.Key(a.Name)}:{a.Fact}:{a.ValidFrom}:{a.RecordedAt}")).Order(StringComparer.Ordinal))}
        {firstSeen} {lastSeen} {events}: {string.Join(' ', lastEvents)}
        """);
}
