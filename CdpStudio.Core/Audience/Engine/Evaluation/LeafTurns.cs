using System.Diagnostics;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>
/// When one leaf's answer about one row may change by time alone: never another moment, but more of them than it really does. Facts
/// that lie ahead are known, so the moments at which they come to count are among them.
/// </summary>
internal sealed class LeafTurns(Snapshot snapshot, Declared declared, RunSets sets, RowReader reader, long now)
{
    private static readonly Moments s_ever = new(long.MinValue, long.MaxValue);

    private readonly EventCompiler _events = new(snapshot, declared, sets.Objects, now);

    private WorkspaceZone Zone => declared.Zone;

    /// <summary>In no order; those up to now mean nothing.</summary>
    public IEnumerable<long> Of(Rule leaf) => leaf switch
    {
        Rule.Everyone or Rule.Identifier or Rule.Sample => [],
        Rule.Attribute { For: null } r => OfAttribute(r.Name, r.Test, now),
        Rule.Attribute { For: { } length } r => OfAttribute(r.Name, r.Test, long.MinValue).Concat(Changes(r.Name).SelectMany(m => length.Turns(m, Zone))),
        Rule.Geo r => Changes(r.Location),
        Rule.Changed r => OfWindow(r.During, Changes(r.Name)),
        Rule.Did r => OfEvents(r.Events, r.During, r.Measure, r.Test),
        Rule.Picked r => OfEvents(r.Events, r.During, null, null).Concat(OfFilters(r.Events, r.Having)),
        Rule.Sequence r => OfSequence(r),
        Rule.Regularly r => OfRegularly(r),
        Rule.Segment r => OfMembership(new AudienceSetName.Segment(r.Key), r.Membership),
        Rule.Tag r => OfMembership(new AudienceSetName.Tag(r.Key), r.Membership),
        Rule.List r => OfMembership(new AudienceSetName.List(r.Key), r.Membership),
        Rule.Consent r => OfAddress(new AudienceSetName.Consent(r.Channel, r.Topic)),
        Rule.Reachable r => OfAddress(new AudienceSetName.Consent(r.Channel, null)),
        Rule.Journey => [],
        _ => throw new UnreachableException(leaf.GetType().Name),
    };

    private IEnumerable<long> OfMembership(AudienceSetName name, Membership? membership)
    {
        var moments = sets.Memberships(name)?.MomentsOf(reader.Row) ?? [];
        return moments.Concat(membership switch
        {
            null => [],
            Membership.Entered m => OfWindow(m.During, moments),
            Membership.Left m => OfWindow(m.During, moments),
            Membership.For m => moments.SelectMany(at => m.Length.Turns(at, Zone)),
            _ => throw new UnreachableException(membership.GetType().Name),
        });
    }

    /// <summary>What was said is today's, but an attribute may say another address later.</summary>
    private IEnumerable<long> OfAddress(AudienceSetName.Consent name) => sets.Consents(name).Addresses?.Attribute is { } attribute ? Changes(attribute) : [];

    private List<long> Changes(string attribute) => [.. new AttributeReader(snapshot, declared, attribute).Moments(reader)];

    /// <param name="since">Values that were in force only before it are left out.</param>
    private IEnumerable<long> OfAttribute(string name, Test test, long since)
    {
        var attribute = new AttributeReader(snapshot, declared, name);
        var changes = attribute.Moments(reader).ToList();
        if (!test.IsRelative()) return changes;

        var values = changes.Where(m => m > since).Append(Math.Max(since, EpochTime.First)).Select(m => attribute.ValueAt(reader, m)).ToList();
        return changes.Concat(values.SelectMany(v => OfValue(test, v)));
    }

    private IEnumerable<long> OfValue(Test test, StudioValue? value) =>
        ValueTest.MomentOf(value, Zone) is { } moment ? test.Turns(moment, Zone, now) : [];

    /// <param name="during">Of a window that hangs on an attribute the moments of its changes count too.</param>
    private IEnumerable<long> OfWindow(Window during, IEnumerable<long> moments) => during is Window.Since since
        ? moments.Concat(Changes(since.Attribute))
        : moments.SelectMany(m => during.Turns(m, Zone));

    private IEnumerable<long> OfEvents(EventMatch match, Window during, Measure? measure, Test? test)
    {
        var times = Times(match);
        return OfWindow(during, times).Concat(OfFilters(match, match.Where)).Concat(OfMeasure(match, times, measure, test));
    }

    private IEnumerable<long> OfMeasure(EventMatch match, IReadOnlyList<long> times, Measure? measure, Test? test) => (measure, test) switch
    {
        (Measure.Time, { } asked) => times.SelectMany(t => asked.Turns(t, Zone, now)),
        (Measure.OfProperty of, { } asked) when asked.IsRelative() => OfProperty(match, of.Path, asked),
        _ => [],
    };

    private IEnumerable<long> OfFilters(EventMatch match, IReadOnlyList<Filter> filters) =>
        Relative(filters).SelectMany(f => OfProperty(match, f.Path, f.Test));

    private List<long> OfProperty(EventMatch match, string path, Test test) =>
        [.. Events(match, path).SelectMany(e => OfValue(test, e.Source.Of!.ValueAt(e.Entry)))];

    private IEnumerable<long> OfSequence(Rule.Sequence rule)
    {
        var times = rule.Steps.Where(s => !s.Absent).SelectMany(s => Times(s.Events)).Distinct().ToList();
        var waits = rule.Steps.Where(s => s.Absent).Select(s => s.Within!).ToList(); // an absent step always has it
        return OfWindow(rule.During, times)
            .Concat(rule.Steps.SelectMany(s => Times(s.Events)))
            .Concat(waits.SelectMany(length => times.Select(t => Zone.Plus(t, length))))
            .Concat(rule.Steps.SelectMany(s => OfFilters(s.Events, s.Events.Where)));
    }

    private IEnumerable<long> OfRegularly(Rule.Regularly rule)
    {
        var times = Times(rule.Events);
        return times.SelectMany(t => rule.Period.Turns(rule.OfLast, t, Zone))
            .Concat(times)
            .Concat(OfFilters(rule.Events, rule.Events.Where))
            .Concat(OfMeasure(rule.Events, times, rule.Measure, rule.Test));
    }

    private List<long> Times(EventMatch match) => [.. Events(match, null).Select(e => e.Ts).Distinct()];

    /// <summary>All that the rule ever takes in, also ahead of now.</summary>
    private List<Matched> Events(EventMatch match, string? of)
    {
        // A filter that looks at now may take in later what it leaves out today.
        var asked = Relative(match.Where).Any() ? match with { Where = [] } : match;
        var finder = new EventFinder(_events.Sources(asked, of, ""), new RowWindow(new Window.Always(), null, now, Zone));
        return finder.Find(reader, s_ever);
    }

    private static IEnumerable<Filter.Property> Relative(IReadOnlyList<Filter> filters) => filters.SelectMany(f => f.Properties()).Where(p => p.Test.IsRelative());
}
