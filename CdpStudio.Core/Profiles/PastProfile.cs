using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Profiles;

/// <summary>
/// A profile by two clocks: as of when it was so, and as of when the product was told. By all that is known today, memory answers; by what was
/// known then, the person's own facts are read by number, those that were known are kept, and replayed as a log of their own: the same as
/// <c>knownAt</c> of the audience, for one person. Who is one person goes by the identity rules of today.
/// </summary>
public sealed class PastProfile
{
    /// <summary>What was known then of whom more edges lead away from, used or not, is not told: nobody waits that long.</summary>
    public const int MostEdges = 10_000;

    private const int PeopleAtOnce = 1_000;

    private readonly PastPeople _people;
    private readonly FactLog _log;
    private readonly FactReader _reader;
    private readonly EdgeLookup _edges;
    private readonly CurrentIdentityRules _rules;

    internal PastProfile(PastPeople people, FactLog log, FactReader reader, EdgeLookup edges, CurrentIdentityRules rules) =>
        (_people, _log, _reader, _edges, _rules) = (people, log, reader, edges, rules);

    /// <param name="profile">Any number of the profile; by <paramref name="knownAt"/> it is who had this number then.</param>
    /// <param name="asOf">What was so by then, of that which is known.</param>
    /// <param name="knownAt">Null is all that is known today, with today's identity.</param>
    /// <param name="events">How many of the last events to read.</param>
    /// <returns>Null when nobody of that number existed, or was known, or the person was erased at any time.</returns>
    /// <exception cref="TooManyEdgesException">By <paramref name="knownAt"/>, and there are more than <see cref="MostEdges"/>.</exception>
    public Task<PastProfileRecord?> ReadAsync(
        ProfileId profile, DateTimeOffset asOf, KnownAt? knownAt, int events, CancellationToken cancellationToken)
    {
        var moment = asOf.ToUnixTimeMilliseconds();
        // SQLite does its work on the caller's thread, which may be a circuit's.
        return Task.Run(
            () => knownAt is null
                ? DescribeAsync(_people.Known, profile, moment, events, apart: [], cancellationToken)
                : AsKnownAsync(profile, moment, knownAt, events, cancellationToken),
            cancellationToken);
    }

    /// <summary>Whether a fact has not been undone.</summary>
    internal async Task<bool> HoldsAsync(long fact, CancellationToken cancellationToken) =>
        !CancelledFacts.Of(await _log.CancellationsAsync(cancellationToken)).Contains(fact);

    /// <summary>What won at a moment, by what was known then; null when missing, and when nobody of that number was known. Events are not read.</summary>
    /// <param name="type">As which it is read.</param>
    internal async Task<StudioValue?> ValueAsync(
        ProfileId profile, string attribute, DataType? type, long asOf, KnownAt.Fact knownAt, CancellationToken cancellationToken) =>
        await ToldAsync(profile, knownAt, withEvents: false, cancellationToken) is { } told ? told.People.ValueAt(profile, attribute, asOf, type) : null;

    private async Task<PastProfileRecord?> AsKnownAsync(
        ProfileId profile, long asOf, KnownAt knownAt, int events, CancellationToken cancellationToken) =>
        await ToldAsync(profile, knownAt, withEvents: true, cancellationToken) is { } told
            ? await DescribeAsync(told.People, profile, asOf, events, told.Apart, cancellationToken)
            : null;

    /// <summary>The person's own facts that were known, replayed; null for a number that never was, and for whoever was erased.</summary>
    private async Task<Told?> ToldAsync(ProfileId profile, KnownAt knownAt, bool withEvents, CancellationToken cancellationToken)
    {
        if (profile.Value is < 1 or > int.MaxValue) return null;

        var upTo = _people.Known.Position;
        var known = new KnownFacts(knownAt, await _log.CancellationsAsync(cancellationToken));
        var edges = await _edges.AroundAsync(profile, upTo, MostEdges, cancellationToken);
        var near = edges.SelectMany(e => new[] { e.A.Profile, e.B.Profile }).Append(profile).ToHashSet();
        // Whoever was erased at any time is gone at every time.
        var erased = (await _log.ErasuresAsync(cancellationToken)).SelectMany(e => e.Profiles).Where(near.Contains).ToHashSet();
        if (erased.Contains(profile)) return null;

        var links = edges.Concat(await _reader.PartingsAsync(near, cancellationToken)).Where(f => f.Number <= upTo && known.Counts(f)).OrderBy(f => f.Number).ToList();
        var born = (await SaidAsync(near, onlyBirth: true, known, withEvents: false, cancellationToken)).Where(f => f.Number <= upTo && known.Counts(f)).ToList();
        var graph = new IdentityGraph(_rules.Rules, erased);
        foreach (var fact in links.Concat(born)) graph.Apply(fact);
        var one = graph.MembersOf(profile).Append(profile).ToHashSet();

        var said = (await SaidAsync(one, onlyBirth: false, known, withEvents, cancellationToken)).Where(f => f.Number <= upTo && known.Counts(f));
        var people = _people.Told(links.Concat(born).Concat(said).DistinctBy(f => f.Number).OrderBy(f => f.Number), erased);
        var apart = _people.Known.Numbers(profile).Where(n => !one.Contains(n) && graph.Contains(n)).Select(graph.ComponentOf).Distinct().Order();
        return new Told(people, [.. apart]);
    }

    /// <summary>Assertions and perhaps events about these, among them some that were not known then.</summary>
    /// <param name="onlyBirth">Of assertions only those of birth dates.</param>
    private async Task<IEnumerable<Fact>> SaidAsync(
        IReadOnlySet<ProfileId> one, bool onlyBirth, KnownFacts known, bool withEvents, CancellationToken cancellationToken)
    {
        var about = onlyBirth ? _people.Known.AssertionsAbout(one, BirthDate.Attributes) : _people.Known.AssertionsAbout(one);
        var said = new List<Fact>(await _reader.AssertionsAsync(about, cancellationToken));
        if (withEvents) said.AddRange(await _reader.BareEventsAsync(_people.Known.EventsAbout(one), cancellationToken));
        // Memory has forgotten what was cancelled since and was still believed then.
        foreach (var range in await BelievedAsync(known, cancellationToken))
        {
            foreach (var some in one.Chunk(PeopleAtOnce))
            {
                var believed = await _reader.AssertionsAboutAsync(range, some, cancellationToken);
                said.AddRange(onlyBirth ? believed.OfType<Fact.Assertion>().Where(a => BirthDate.IsSaidBy(a.Name)) : believed);
            }

            if (withEvents) said.AddRange(await _reader.EventsAboutAsync(range, [.. one], cancellationToken));
        }

        return said.DistinctBy(f => f.Number);
    }

    /// <summary>Ranges that were cancelled since and of which something may have been known: recorded in order, a range begins with its earliest.</summary>
    private async Task<IEnumerable<FactRange>> BelievedAsync(KnownFacts known, CancellationToken cancellationToken)
    {
        var ranges = known.CancelledSince;
        if (known.At is KnownAt.Fact last) return ranges.Where(r => r.First <= last.Number);

        var begun = await _reader.RecordedAsync([.. ranges.Select(r => r.First)], cancellationToken);
        return ranges.Where(r => !begun.TryGetValue(r.First, out var at) || known.Reaches(r.First, at));
    }

    private async Task<PastProfileRecord?> DescribeAsync(
        IndexedProfileDirectory directory, ProfileId profile, long asOf, int events, IReadOnlyList<ProfileId> apart, CancellationToken cancellationToken)
    {
        if (directory.Read(profile, asOf) is not { } record) return null;

        var last = directory.Events(profile, [], new ProfileEvent("", asOf + 1, 0), events);
        var happened = (await _log.FetchEventsAsync([.. last.Select(e => e.Fact)], cancellationToken)).ToDictionary(e => e.Number);
        var told = (await _log.FetchAssertionsAsync([.. record.Attributes.Select(a => a.Fact)], cancellationToken)).ToDictionary(a => a.Number);
        return new PastProfileRecord(
            record.Id,
            record.Identifiers,
            [.. record.Attributes.Select(a => new PastAttribute(a.Name, a.Value!, a.Source, a.ValidFrom, told[a.Fact].RecordedAt, a.Fact, a.Win!, a.Others))], // a record's have them
            record.FirstSeen,
            record.LastSeen,
            record.Events,
            [.. last.Select(e => happened[e.Fact])],
            apart);
    }

    private sealed record Told(IndexedProfileDirectory People, IReadOnlyList<ProfileId> Apart);

    /// <summary>Which facts counted, as it was known then: what was cancelled later was still believed.</summary>
    private sealed class KnownFacts(KnownAt knownAt, IReadOnlyList<Fact.Cancellation> cancellations)
    {
        private readonly CancelledFacts _cancelled = CancelledFacts.Of(cancellations.Where(knownAt.Takes));

        public KnownAt At => knownAt;

        public IReadOnlyList<FactRange> CancelledSince => [.. CancelledFacts.Of(cancellations).Ranges.Where(r => !_cancelled.Covers(r))];

        public bool Counts(Fact fact) => knownAt.Takes(fact) && !_cancelled.Contains(fact.Number);

        /// <summary>Whether a fact of that number and time was known.</summary>
        public bool Reaches(long number, long recordedAt) => knownAt.Takes(new Fact.Cancellation(number, recordedAt, number, number, ""));
    }
}
