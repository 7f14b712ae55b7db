using System.Diagnostics;
using System.Globalization;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>Makes a rule ready for one state and one now.</summary>
/// <param name="kept">Sources made before; null makes all anew.</param>
internal sealed class RuleCompiler(Snapshot snapshot, Declared declared, ISegmentRules segments, RunSets sets, long now, EventSources? kept = null)
{
    private readonly Stack<string> _openSegments = [];
    private readonly EventCompiler _events = new(snapshot, declared, sets.Objects, now);
    private readonly HashSet<SeriesView> _used = [];

    /// <summary>The series that compiled rules look into.</summary>
    public IReadOnlySet<SeriesView> Used => _used;

    /// <exception cref="RuleNotYetException">A node that is not evaluated yet.</exception>
    /// <exception cref="UnknownSetException">A segment, journey, tag or list that does not exist.</exception>
    public Node Compile(Rule rule) => Compile(rule, "");

    private Node Compile(Rule rule, string pointer) => rule switch
    {
        Rule.Everyone => new EveryoneNode { Pointer = pointer },
        Rule.All r => new AllNode(CompileAll(r.Rules, pointer + "/all")) { Pointer = pointer },
        Rule.Any r => new AnyNode(CompileAll(r.Rules, pointer + "/any")) { Pointer = pointer },
        Rule.Not r => new NotNode(Compile(r.Inner, pointer + "/not")) { Pointer = pointer },
        Rule.AtLeast r => new AtLeastNode(r.Count, CompileAll(r.Of, pointer + "/of")) { Pointer = pointer },
        Rule.Attribute { For: null } r => new AttributeNode(Attribute(r.Name), Test(r.Test), now) { Pointer = pointer },
        Rule.Attribute { For: { } length } r =>
            new HeldForNode(Attribute(r.Name), Test(r.Test), declared.Zone.Minus(now, length), now) { Pointer = pointer },
        Rule.Changed r => new ChangedNode(Attribute(r.Name), During(r.During), new ChangeTest(r.From, r.To, declared.Zone), now) { Pointer = pointer },
        Rule.Did r => Did(r, pointer),
        Rule.Picked r => Picked(r, pointer),
        Rule.Sequence r => Sequence(r, pointer),
        Rule.Regularly r => new RegularlyNode(
            Events(r.Events, new Window.Always(), OfPath(r.Measure), pointer + "/regularly"),
            EventMeasure.Of(r.Measure, r.Test, now, declared.Zone),
            r.Periods,
            r.Period.Before(r.OfLast, now, declared.Zone)) { Pointer = pointer },
        Rule.Segment { Membership: null } r => Segment(r.Key, pointer),
        Rule.Segment r => Member(new AudienceSetName.Segment(r.Key), "segment", r.Key, r.Membership, pointer),
        Rule.Identifier r => Identifier(r, pointer),
        Rule.Geo r => new GeoNode(Attribute(r.Location), new Place(r.Latitude, r.Longitude), r.Kilometres, now) { Pointer = pointer },
        Rule.Sample r => new SampleNode(r.Salt, r.Percent) { Pointer = pointer },
        Rule.Tag r => Member(new AudienceSetName.Tag(r.Key), "tag", r.Key, r.Membership, pointer),
        Rule.List r => Member(new AudienceSetName.List(r.Key), "list", r.Key, r.Membership, pointer),
        Rule.Consent r => new ConsentNode(Consent(r.Channel, r.Topic), r.Is) { Pointer = pointer },
        Rule.Reachable r => new ReachableNode(Consent(r.Channel, null)) { Pointer = pointer },
        Rule.Journey r => new JourneyNode(
            sets.Standings(new AudienceSetName.Journey(r.Key)) ?? throw new UnknownSetException(pointer + "/journey", r.Key, "journey"), r.State) { Pointer = pointer },
        _ => throw new UnreachableException(rule.GetType().Name),
    };

    private Node[] CompileAll(IReadOnlyList<Rule> rules, string pointer) =>
        [.. rules.Select((r, i) => Compile(r, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}")))];

    private ValueTest Test(Test test) => new(test, now, declared.Zone);

    private AttributeReader Attribute(string name)
    {
        var attribute = new AttributeReader(snapshot, declared, name);
        _used.UnionWith(attribute.Series);
        return attribute;
    }

    private RowWindow During(Window window) =>
        new(window, window is Window.Since since ? Attribute(since.Attribute) : null, now, declared.Zone);

    private EventFinder Events(EventMatch match, Window during, string? of, string pointer)
    {
        var sources = Sources(match, of, pointer);
        _used.UnionWith(sources.Select(s => s.Series));
        return new EventFinder(sources, During(during));
    }

    private EventSource[] Sources(EventMatch match, string? of, string pointer) =>
        kept is null ? _events.Sources(match, of, pointer) : kept.Of(match, of, () => _events.Sources(match, of, pointer));

    private DidNode Did(Rule.Did rule, string pointer)
    {
        var sources = Sources(rule.Events, OfPath(rule.Measure), pointer);
        var measure = EventMeasure.Of(rule.Measure, rule.Test, now, declared.Zone);
        var isAnyEvent = EventPattern.Of(rule.Events.Name).IsAll && rule.Events.Where.Count == 0;
        var node = new DidNode(new EventFinder(sources, During(rule.During)), measure, isAnyEvent) { Pointer = pointer };
        if (!node.KnowsNewEvents) _used.UnionWith(sources.Select(s => s.Series));
        return node;
    }

    private PickedNode Picked(Rule.Picked rule, string pointer)
    {
        var events = Events(rule.Events, rule.During, null, pointer);
        var having = events.Sources.ToDictionary(s => s, s => _events.Filter(rule.Having, s.Series, pointer + "/having"));
        return new PickedNode(events, rule.Last, having) { Pointer = pointer };
    }

    private SequenceNode Sequence(Rule.Sequence rule, string pointer)
    {
        var steps = rule.Steps.Select((s, i) => new SequenceNode.Step(
            Events(s.Events, new Window.Always(), rule.Same, string.Create(CultureInfo.InvariantCulture, $"{pointer}/sequence/{i}")),
            s.Within,
            s.Absent));
        return new SequenceNode([.. steps], During(rule.During), rule.Same is not null, now, declared.Zone) { Pointer = pointer };
    }

    private SegmentNode Segment(string key, string pointer)
    {
        var rule = segments.Find(key) ?? throw new UnknownSetException(pointer + "/segment", key, "segment");
        // Cycles are refused when a segment is saved; two that were saved at once may still close one.
        if (_openSegments.Contains(key)) throw new RuleNotYetException(pointer + "/segment", $"Segment '{key}', which leads back to itself,");

        _openSegments.Push(key);
        var node = new SegmentNode(Compile(rule, pointer)) { Pointer = pointer };
        _openSegments.Pop();
        return node;
    }

    private MembershipNode Member(AudienceSetName name, string kind, string key, Membership? membership, string pointer)
    {
        var rows = sets.Memberships(name) ?? throw new UnknownSetException($"{pointer}/{kind}", key, kind);
        var during = membership switch
        {
            Membership.Entered entered => During(entered.During),
            Membership.Left left => During(left.During),
            _ => null,
        };
        var since = membership is Membership.For lasting ? declared.Zone.Minus(now, lasting.Length) : now;
        return new MembershipNode(rows, membership, during, since, now) { Pointer = pointer };
    }

    private ConsentReader Consent(string channel, string? topic)
    {
        var said = sets.Consents(new AudienceSetName.Consent(channel, topic));
        var attribute = said.Addresses?.Attribute is { } name ? new AttributeReader(snapshot, declared, name) : null;
        return new ConsentReader(said, snapshot.Identifiers.Find(StudioText.Key(NamespaceOf(channel))), attribute, now);
    }

    private static string NamespaceOf(string channel) => StudioText.Key(channel) switch
    {
        "SMS" => IdentifierNamespace.Phone,
        "PUSH" => IdentifierNamespace.DeviceId,
        _ => channel,
    };

    private IdentifierNode Identifier(Rule.Identifier rule, string pointer)
    {
        var series = snapshot.Identifiers.Find(StudioText.Key(rule.Namespace));
        if (series is not null) _used.Add(series);

        var (positive, negated) = rule.Test switch
        {
            Test.Exists t => (t with { Negated = false }, t.Negated),
            Test.Equal t => (t with { Negated = false }, t.Negated),
            Test.OneOf t => (t with { Negated = false }, t.Negated),
            Test.Text t => (t with { Negated = false }, t.Negated),
            var other => (other, false),
        };
        return new IdentifierNode(series, Test(positive), negated, declared.Zone) { Pointer = pointer };
    }

    private static string? OfPath(Measure measure) => measure is Measure.OfProperty property ? property.Path : null;
}
