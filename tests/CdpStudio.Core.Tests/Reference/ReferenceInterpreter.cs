using System.Diagnostics;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>
/// The judge of all engines: the rule language read out over a plain list of facts, as slowly and as obviously as possible. It shares
/// nothing with Core but the records of rules and facts.
/// </summary>
public sealed class ReferenceInterpreter
{
    private readonly ReferenceWorld _world;
    private readonly ReferenceClock _clock;
    private readonly ReferenceCatalogue _catalogue;
    private readonly IReadOnlyList<ReferenceProfile> _everybody;
    private readonly IReadOnlyList<ReferenceProfile> _profiles;

    /// <param name="now">The time of evaluation, or the moment asked about instead.</param>
    /// <param name="knownAt">Only what was known then counts; null for all.</param>
    public ReferenceInterpreter(ReferenceWorld world, DateTimeOffset now, KnownAt? knownAt = null)
    {
        var facts = ReferenceFacts.Counting(world.Facts, knownAt);
        var identity = new ReferenceIdentity(facts);
        _world = world;
        _clock = new ReferenceClock(world.Zone, now.ToUnixTimeMilliseconds());
        _catalogue = new ReferenceCatalogue(world, facts);

        var about = facts
            .SelectMany(fact => ReferenceFacts.About(fact).Distinct().Select(number => (Person: identity.Group(number).Min(), Fact: fact)))
            .Distinct()
            .ToLookup(pair => pair.Person, pair => pair.Fact);
        _everybody = [.. identity.People.Select(p => new ReferenceProfile(p, identity.Group(p), [.. identity.Identifiers(p)], about[p]))];
        _profiles = [.. _everybody.Where(p => p.FirstSeen <= _clock.Now)];
    }

    private ReferenceInterpreter(ReferenceInterpreter other, DateTimeOffset now)
    {
        (_world, _catalogue, _everybody) = (other._world, other._catalogue, other._everybody);
        _clock = new ReferenceClock(_world.Zone, now.ToUnixTimeMilliseconds());
        _profiles = [.. _everybody.Where(p => p.FirstSeen <= _clock.Now)];
    }

    /// <summary>Everybody who exists at the moment.</summary>
    public IReadOnlyList<ProfileId> Everyone => [.. _profiles.Select(p => p.Id)];

    /// <summary>The same facts at another moment.</summary>
    public ReferenceInterpreter At(DateTimeOffset now) => new(this, now);

    /// <param name="profile">One of <see cref="Everyone"/>.</param>
    public bool Holds(Rule rule, ProfileId profile) => Holds(rule, _profiles.Single(p => p.Id == profile));

    public IReadOnlyList<ProfileId> Members(Rule rule) => [.. _profiles.Where(p => Holds(rule, p)).Select(p => p.Id)];

    /// <summary>The values that a member is told apart by, elements of lists one by one, in no order.</summary>
    internal IReadOnlyList<ReferenceValue> Values(BreakdownBy by, ProfileId id)
    {
        var profile = _profiles.Single(p => p.Id == id);
        var values = by switch
        {
            BreakdownBy.Attribute attribute => [Attribute(profile, attribute.Name, _clock.Now)],
            BreakdownBy.Property property => Matching(property.Events, property.During, profile).Select(e => Property(e, property.Path)),
            _ => throw new UnreachableException(by.GetType().Name),
        };
        return [.. values.SelectMany(v => v is ReferenceValue.List list ? list.Elements.Select(ReferenceValue.InList) : [v]).Where(v => !v.IsMissing)];
    }

    /// <summary>The type that an attribute has, or null where nobody knows it.</summary>
    public DataType? TypeOf(string attribute) => _catalogue.Attribute(attribute);

    private bool Holds(Rule rule, ReferenceProfile profile) => rule switch
    {
        Rule.Everyone => true,
        Rule.All r => r.Rules.All(inner => Holds(inner, profile)),
        Rule.Any r => r.Rules.Any(inner => Holds(inner, profile)),
        Rule.Not r => !Holds(r.Inner, profile),
        Rule.AtLeast r => r.Of.Count(inner => Holds(inner, profile)) >= r.Count,
        Rule.Attribute { For: null } r => ReferenceOperators.Passes(r.Test, Attribute(profile, r.Name, _clock.Now), _clock),
        Rule.Attribute r => HeldFor(r.Name, r.Test, r.For!, profile),
        Rule.Changed r => HasChanged(r, profile),
        Rule.Did r => ReferenceMeasures.Passes(r.Measure, r.Test, Matching(r.Events, r.During, profile), Property, _clock),
        Rule.Picked r => IsPicked(r, profile),
        Rule.Sequence r => DidInOrder(r, profile),
        Rule.Regularly r => DidRegularly(r, profile),
        Rule.Segment { Membership: null } r => Holds(_world.Segments[r.Key], profile),
        Rule.Segment r => ReferenceMemberships.Holds(Changes(GroupKind.Segment, r.Key, profile), r.Membership, DateOf(profile), _clock),
        Rule.Tag r => ReferenceMemberships.Holds(Changes(GroupKind.Tag, r.Key, profile), r.Membership, DateOf(profile), _clock),
        Rule.List r => ReferenceMemberships.Holds(Changes(GroupKind.List, r.Key, profile), r.Membership, DateOf(profile), _clock),
        Rule.Consent r => ConsentOf(profile, r.Channel, r.Topic) == r.Is,
        Rule.Reachable r => IsReachable(profile, r.Channel),
        Rule.Identifier r => AnyIdentifierPasses(r, profile),
        Rule.Journey r => StandingIn(r.Key, profile) == r.State,
        Rule.Geo r => Attribute(profile, r.Location, _clock.Now) is ReferenceValue.Text place && ReferencePlaces.IsWithin(place.Value, r),
        Rule.Sample r => ReferencePlaces.IsSampled(profile.Id, r),
        _ => throw new UnreachableException(rule.GetType().Name),
    };

    private ReferenceValue Attribute(ReferenceProfile profile, string name, long moment) =>
        _catalogue.Typed(name, profile.History.At(name, moment, Contest), _clock);

    private ReferenceContest Contest => new(_world.Winning, (name, value) => _catalogue.Typed(name, value, _clock));

    private Func<string, long?> DateOf(ReferenceProfile profile) =>
        name => Attribute(profile, name, _clock.Now) is ReferenceValue.Moment moment ? moment.Milliseconds : null;

    /// <summary>Every value in force at some moment from now - length to now passes.</summary>
    private bool HeldFor(string name, Test test, Duration length, ReferenceProfile profile)
    {
        var start = _clock.Before(_clock.Now, length);
        var changes = profile.History.Moments(name).Where(m => m > start && m <= _clock.Now);
        return changes.Prepend(start).All(m => ReferenceOperators.Passes(test, Attribute(profile, name, m), _clock));
    }

    private bool HasChanged(Rule.Changed rule, ReferenceProfile profile) => profile.History.Moments(rule.Name)
        .Where(m => m <= _clock.Now && ReferenceWindows.Holds(rule.During, m, _clock, DateOf(profile)))
        .Select(m => (Old: Attribute(profile, rule.Name, m - 1), New: Attribute(profile, rule.Name, m)))
        .Any(change => !ReferenceValue.Same(change.Old, change.New) && IsEnd(rule.From, change.Old) && IsEnd(rule.To, change.New));

    private bool IsEnd(ChangeEnd? end, ReferenceValue value) => (value is ReferenceValue.Moment ? end?.As(DataType.DateTime) : end) switch
    {
        null => true,
        { Value: null } => value.IsMissing,
        { Value: RuleValue.Date { Value: WrittenDate.Day day } } => value is ReferenceValue.Moment moment && _clock.Local(moment.Milliseconds).Date == _clock.DayOf(day),
        { Value: RuleValue.Date date } => value is ReferenceValue.Moment moment && moment.Milliseconds == _clock.StartOf(date.Value),
        { Value: { } other } => ReferenceValue.Same(value, ReferenceOperators.Of(other)),
    };

    private List<Fact.Event> Matching(EventMatch match, Window during, ReferenceProfile profile) =>
        [.. Past(profile).Where(e => Matches(match, e) && ReferenceWindows.Holds(during, e.Timestamp, _clock, DateOf(profile)))];

    private IEnumerable<Fact.Event> Past(ReferenceProfile profile) => profile.Events.Where(e => e.Timestamp <= _clock.Now);

    private bool Matches(EventMatch match, Fact.Event happened) =>
        ReferenceText.NameMatches(match.Name, happened.Name) && match.Where.All(f => Passes(f, happened));

    private bool Passes(Filter filter, Fact.Event happened) => filter switch
    {
        Filter.All f => f.Filters.All(inner => Passes(inner, happened)),
        Filter.Any f => f.Filters.Any(inner => Passes(inner, happened)),
        Filter.Not f => !Passes(f.Inner, happened),
        Filter.Property f => ReferenceOperators.Passes(f.Test, Property(happened, f.Path), _clock),
        _ => throw new UnreachableException(filter.GetType().Name),
    };

    private ReferenceValue Property(Fact.Event happened, string path)
    {
        var local = _clock.Local(happened.Timestamp);
        return path.ToUpperInvariant() switch
        {
            "$HOUR" => new ReferenceValue.Number(local.Hour),
            "$WEEKDAY" => new ReferenceValue.Number((int)local.DayOfWeek),
            "$DAYOFMONTH" => new ReferenceValue.Number(local.Day),
            "$MONTH" => new ReferenceValue.Number(local.Month),
            _ => _catalogue.Property(happened, path, _clock),
        };
    }

    private bool IsPicked(Rule.Picked rule, ReferenceProfile profile)
    {
        var events = Matching(rule.Events, rule.During, profile);
        var picked = rule.Last ? events.LastOrDefault() : events.FirstOrDefault();
        return picked is not null && rule.Having.All(f => Passes(f, picked));
    }

    private bool DidInOrder(Rule.Sequence rule, ReferenceProfile profile)
    {
        var sequences = new ReferenceSequences(
            [.. Past(profile)],
            Matches,
            first => ReferenceWindows.Holds(rule.During, first.Timestamp, _clock, DateOf(profile)),
            rule.Same is { } path ? happened => Property(happened, path) : null,
            _clock);
        return sequences.Holds(rule.Steps);
    }

    private bool DidRegularly(Rule.Regularly rule, ReferenceProfile profile)
    {
        var events = Matching(rule.Events, new Window.Always(), profile);
        var passed = ReferenceWindows.WholePeriods(rule.Period, rule.OfLast, _clock.Today).Count(days => ReferenceMeasures.Passes(
            rule.Measure, rule.Test, [.. events.Where(e => ReferenceWindows.IsIn(days, e.Timestamp, _clock))], Property, _clock));
        return passed >= rule.Periods;
    }

    private bool AnyIdentifierPasses(Rule.Identifier rule, ReferenceProfile profile)
    {
        var values = profile.Identifiers.Where(i => ReferenceText.Same(i.Namespace, rule.Namespace)).Select(i => new ReferenceValue.Text(i.Value));
        var (positive, negated) = rule.Test switch
        {
            Test.Exists t => (t with { Negated = false }, t.Negated),
            Test.Equal t => (t with { Negated = false }, t.Negated),
            Test.OneOf t => (t with { Negated = false }, t.Negated),
            Test.Text t => (t with { Negated = false }, t.Negated),
            var other => ((Test)other, false),
        };
        return values.Any(v => ReferenceOperators.Passes(positive, v, _clock)) != negated;
    }

    private List<MembershipChange> Changes(GroupKind kind, string key, ReferenceProfile profile) =>
        [.. _world.Tables.Changes.Where(c => c.Kind == kind && ReferenceText.Same(c.Key, key) && profile.Numbers.Contains(c.Profile))];

    /// <summary>Today's, also under asOf: the strictest of what was last said under each number and each valid address.</summary>
    private ConsentState ConsentOf(ReferenceProfile profile, string channel, string? topic)
    {
        bool IsAbout(string otherChannel, string? otherTopic) =>
            ReferenceText.Same(otherChannel, channel)
            && (topic is null ? otherTopic is null : otherTopic is not null && ReferenceText.Same(otherTopic, topic));

        var addresses = Addresses(profile, channel);
        var byNumber = _world.Tables.Consents
            .Where(c => profile.Numbers.Contains(c.Profile) && IsAbout(c.Channel, c.Topic))
            .GroupBy(c => c.Profile, (_, said) => said.OrderBy(c => c.At).Last().State);
        var byAddress = _world.Tables.AddressConsents
            .Where(c => addresses.Any(a => IsSameAddress(a, c.Address)) && IsAbout(c.Channel, c.Topic))
            .GroupBy(c => c.Address.ToUpperInvariant(), (_, said) => said.OrderBy(c => c.At).Last().State);
        ConsentState[] said = [.. byNumber, .. byAddress];
        return said.Contains(ConsentState.Unsubscribed) ? ConsentState.Unsubscribed
            : said.Contains(ConsentState.Subscribed) ? ConsentState.Subscribed
            : ConsentState.Unknown;
    }

    private bool IsReachable(ReferenceProfile profile, string channel)
    {
        var consent = ConsentOf(profile, channel, null);
        var allowed = consent == ConsentState.Subscribed || (consent == ConsentState.Unknown && _world.Tables.UnknownMayBeReached);
        return allowed && Identifiers(profile, channel).Any(i => !_world.Tables.Unreachable.Contains(i));
    }

    /// <summary>Whoever has no e-mail identifier has the address that their attribute says.</summary>
    private IReadOnlyList<string> Addresses(ReferenceProfile profile, string channel)
    {
        var identifiers = Identifiers(profile, channel);
        if (identifiers.Count > 0) return [.. identifiers.Where(i => !_world.Tables.Unreachable.Contains(i)).Select(i => i.Value)];

        return channel == "email" && Attribute(profile, "email", _clock.Now) is ReferenceValue.Text text
            && !_world.Tables.Unreachable.Any(i => IsSameAddress(i.Value, text.Value)) ? [text.Value] : [];
    }

    private static List<Identifier> Identifiers(ReferenceProfile profile, string channel)
    {
        var identifierNamespace = channel switch { "sms" => IdentifierNamespace.Phone, "push" => IdentifierNamespace.DeviceId, _ => channel };
        return [.. profile.Identifiers.Where(i => ReferenceText.Same(i.Namespace, identifierNamespace))];
    }

    private static bool IsSameAddress(string one, string other) => ReferenceText.Same(one.Trim(), other.Trim());

    private JourneyState StandingIn(string key, ReferenceProfile profile)
    {
        var standings = _world.Tables.Journeys.Where(j => ReferenceText.Same(j.Key, key) && profile.Numbers.Contains(j.Profile)).Select(j => j.State).ToList();
        return standings.Contains(JourneyState.Active) ? JourneyState.Active : standings is [.., var last] ? last : JourneyState.Never;
    }
}
