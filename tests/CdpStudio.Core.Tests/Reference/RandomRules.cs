using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Rules about the people of one data set, so that most of them divide them.</summary>
public sealed class RandomRules
{
    private readonly Dice _dice;
    private readonly RuleScope _scope;
    private readonly RandomTests _tests;
    private readonly IReadOnlyList<Fact.Event> _events;
    private readonly IReadOnlyList<Fact.Assertion> _assertions;
    private readonly IReadOnlyList<ReferenceObject> _objects;
    private readonly IReadOnlyList<string> _segments;
    private readonly ReferenceInterpreter _known;

    public RandomRules(Dice dice, RandomData data, RuleScope scope)
    {
        _dice = dice;
        _scope = scope;
        _tests = new RandomTests(dice, data.World.Zone, data.Now.ToUnixTimeMilliseconds());
        _events = [.. data.World.Facts.OfType<Fact.Event>()];
        _assertions = [.. data.World.Facts.OfType<Fact.Assertion>()];
        _objects = data.World.Objects;
        _segments = [.. data.World.Segments.Keys];
        _known = new ReferenceInterpreter(data.World, data.Now);
    }

    /// <param name="levels">How deep it may nest.</param>
    public Rule Draw(int levels = 3)
    {
        if (levels > 1 && _dice.Chance(40)) return Group(levels - 1);

        return _dice.Number(0, 100) switch
        {
            < 2 => new Rule.Everyone(),
            < 10 when _segments.Count > 0 => new Rule.Segment(_dice.Pick(_segments)),
            < 35 when _scope.WholeLanguage => Rest(),
            < 60 => Attribute(),
            _ => Did(),
        };
    }

    private Rule Group(int levels)
    {
        IReadOnlyList<Rule> Inner(int least, int below) => [.. Enumerable.Range(0, _dice.Number(least, below)).Select(_ => Draw(levels))];

        switch (_dice.Number(0, 10))
        {
            case < 4:
                return new Rule.All(Inner(_dice.Chance(5) ? 0 : 1, 4));
            case < 8:
                return new Rule.Any(Inner(_dice.Chance(5) ? 0 : 1, 4));
            case 8 when _scope.WholeLanguage:
                var of = Inner(1, 5);
                return new Rule.AtLeast(_dice.Number(1, of.Count + 1), of);
            default:
                return new Rule.Not(Draw(levels));
        }
    }

    private Rule.Attribute Attribute()
    {
        var name = _dice.Chance(3) ? "never_seen" : _dice.Pick(RandomData.AttributeNames);
        var length = _scope.WholeLanguage && _dice.Chance(15) ? _tests.Length() : null;
        return new Rule.Attribute(name, _tests.Of(_known.TypeOf(name) ?? DataType.Text, Said(name)), length);
    }

    private Rule.Did Did()
    {
        var match = Match();
        var measure = Measure();
        return new Rule.Did(match, During(match), measure, MeasureTest(measure, match));
    }

    private Rule Rest()
    {
        var match = Match();
        switch (_dice.Number(0, 20))
        {
            case 0:
                return Changed();
            case 14:
                return new Rule.Geo(
                    "home", _dice.Pick(52.52, 10.8, -17.7, 90), _dice.Pick(13.4, 106.7, 180, -179.9), _dice.Pick(0, 2.5, 30, 2_000, 20_015.2));
            case 1:
                return new Rule.Picked(match, During(match), _dice.Chance(50), [.. Filters(match, 1, 3)]);
            case 2 or 3:
                return Sequence(match);
            case 4 or (>= 15 and < 18):
                var measure = Measure();
                var ofLast = _dice.Number(1, 6);
                return new Rule.Regularly(
                    match, measure, MeasureTest(measure, match), _dice.Number(1, ofLast + 1), ofLast, _dice.Pick(Enum.GetValues<CalendarPeriod>()));
            case >= 6 and < 9:
                return Member();
            case 9 or 10:
                return new Rule.Consent(
                    _dice.Pick(RandomTables.Channels), _dice.Chance(40) ? _dice.Pick(RandomTables.Topics) : null, _dice.Pick(Enum.GetValues<ConsentState>()));
            case 11:
                return new Rule.Reachable(_dice.Pick(RandomTables.Channels));
            case 12 or 18 or 19:
                return new Rule.Journey(_dice.Pick(RandomTables.Journeys), _dice.Pick(Enum.GetValues<JourneyState>()));
            case 5:
                return new Rule.Sample(_dice.Number(0, 1_000_001) / 10_000m, _dice.Pick("spring", "ü", "7"));
            default:
                var space = _dice.Pick(IdentifierNamespace.UserId, IdentifierNamespace.Email, IdentifierNamespace.Phone, "loyalty_card");
                var values = _events.SelectMany(e => e.Identifiers).Where(i => i.Namespace == space);
                return new Rule.Identifier(space, _tests.Of(DataType.Text, [.. values.Select(i => new ReferenceValue.Text(i.Value))]));
        }
    }

    private Rule Member()
    {
        var during = During(Match());
        if (during is Window.Always) during = new Window.Last(_tests.Length());
        Membership membership = _dice.Number(0, 3) switch
        {
            0 => new Membership.Entered(during),
            1 => new Membership.Left(during),
            _ => new Membership.For(_tests.Length()),
        };
        return _dice.Number(0, 4) switch
        {
            0 => new Rule.Tag(_dice.Pick(RandomTables.Tags), _dice.Chance(40) ? null : membership),
            1 => new Rule.List(_dice.Pick(RandomTables.Lists), _dice.Chance(40) ? null : membership),
            _ when _segments.Count > 0 => new Rule.Segment(_dice.Pick(_segments), membership),
            _ => new Rule.Tag("VIP", membership),
        };
    }

    private Rule.Changed Changed()
    {
        var name = _dice.Pick("plan", "country", "level", "vip");
        var values = Said(name).Select(v => ReferenceValueToRule(name, v)).OfType<RuleValue>().ToList();
        ChangeEnd? End() => _dice.Number(0, 3) switch
        {
            0 => null,
            1 => new ChangeEnd(null),
            _ => values.Count == 0 ? null : new ChangeEnd(_dice.Pick(values)),
        };
        // A change names its window; there is no leaving it out.
        var during = During(Match());
        return new Rule.Changed(name, during is Window.Always ? new Window.Last(_tests.Length()) : during, End(), End());
    }

    private RuleValue? ReferenceValueToRule(string name, ReferenceValue value) => (_known.TypeOf(name), value) switch
    {
        (DataType.Text, ReferenceValue.Text text) => new RuleValue.Text(text.Value),
        (DataType.Number, ReferenceValue.Number number) => new RuleValue.Number(number.Value),
        (DataType.Boolean, ReferenceValue.Boolean boolean) => new RuleValue.Boolean(boolean.Value),
        _ => null,
    };

    private Rule.Sequence Sequence(EventMatch first)
    {
        var steps = new List<SequenceStep> { new(first, null, false) };
        for (var i = _dice.Number(1, 4); i > 0; i--)
        {
            var absent = _dice.Chance(30);
            steps.Add(new SequenceStep(Match(), absent || _dice.Chance(50) ? _tests.Length() : null, absent));
        }

        return new Rule.Sequence(steps, During(first), _dice.Chance(40) ? _dice.Pick(RandomEvents.Paths) : null);
    }

    private EventMatch Match()
    {
        var name = _dice.Number(0, 20) switch
        {
            < 12 => _dice.Pick(RandomEvents.Names),
            < 14 => _dice.Pick("Checkout*", "order*", "Sale*", "S*", "AUSGEFU\u0308*", "ausgef*"),
            < 19 => "*",
            _ => "Never Happened",
        };
        var match = new EventMatch(name, []);
        return _dice.Chance(50) ? match : match with { Where = [.. Filters(match, 1, 3)] };
    }

    private IEnumerable<Filter> Filters(EventMatch match, int least, int below, int levels = 3) =>
        Enumerable.Range(0, _dice.Number(least, below)).Select(_ => Filter(match, levels));

    private Filter Filter(EventMatch match, int levels)
    {
        if (levels > 1 && _dice.Chance(25))
        {
            return _dice.Number(0, 3) switch
            {
                0 => new Filter.All([.. Filters(match, 0, 3, levels - 1)]),
                1 => new Filter.Any([.. Filters(match, 0, 4, levels - 1)]),
                _ => new Filter.Not(Filter(match, levels - 1)),
            };
        }

        if (_dice.Chance(15))
        {
            var path = _dice.Pick("$hour", "$Weekday", "$dayofmonth", "$MONTH");
            return new Filter.Property(path, _tests.OfNumber([new ReferenceValue.Number(_dice.Number(0, path == "$hour" ? 24 : 13))]));
        }

        var property = _dice.Chance(3) ? "never_seen" : _dice.Pick(RandomEvents.Paths);
        return new Filter.Property(property, _tests.OfProperty(Had(match, property)));
    }

    private Window During(EventMatch match)
    {
        var times = _events.Where(e => ReferenceText.NameMatches(match.Name, e.Name)).Select(e => new ReferenceValue.Moment(e.Timestamp)).ToList();
        return _dice.Number(0, 8) switch
        {
            0 or 1 => new Window.Always(),
            2 => new Window.Last(_tests.Length()),
            3 => new Window.Ago(_tests.Length(), _tests.Length()),
            4 or 5 => new Window.Calendar(_dice.Pick(Enum.GetValues<CalendarRange>())),
            6 => Range(times),
            _ => new Window.Since(_dice.Pick("signup_date", "last_visit", "birthday"), _dice.Chance(60) ? _tests.Length() : null),
        };
    }

    private Window.Range Range(IReadOnlyList<ReferenceValue> times)
    {
        var from = _dice.Chance(70) ? _tests.Date(times) : null;
        var to = from is null || _dice.Chance(70) ? _tests.Date(times) : null;
        return new Window.Range(from, to);
    }

    private Measure Measure()
    {
        if (_dice.Chance(50)) return new Measure.Count();

        var path = _dice.Chance(70) ? _dice.Pick("total", "quantity", "items.price", "$hour") : _dice.Pick(RandomEvents.Paths);
        var kind = _dice.Chance(40) || _scope.PropertyMeasures.Count == 0 ? PropertyMeasure.Sum : _dice.Pick(_scope.PropertyMeasures);
        if (!_scope.WholeLanguage || _dice.Chance(70)) return new Measure.OfProperty(kind, path);

        return _dice.Chance(50) ? new Measure.Days() : new Measure.Time(_dice.Chance(50));
    }

    private Test MeasureTest(Measure measure, EventMatch match)
    {
        if (_dice.Chance(3)) return new Test.Exists(_dice.Chance(50));

        switch (measure)
        {
            case Core.Rules.Measure.Count or Core.Rules.Measure.Days:
                return _dice.Chance(30)
                    ? new Test.Compare(NumberOperator.GreaterOrEqual, 1)
                    : _tests.OfNumber([new ReferenceValue.Number(_dice.Pick(0, 1, 1, 2, 2, 3, 5))]);
            case Core.Rules.Measure.Time:
                return _tests.OfDate([.. _events.Select(e => new ReferenceValue.Moment(e.Timestamp))]);
            case Core.Rules.Measure.OfProperty { Kind: PropertyMeasure.FirstValue or PropertyMeasure.LastValue or PropertyMeasure.MostFrequent } m:
                return _tests.OfProperty(Had(match, m.Path));
            case Core.Rules.Measure.OfProperty { Kind: PropertyMeasure.Distinct }:
                return _tests.OfNumber([.. Enumerable.Range(0, 5).Select(n => new ReferenceValue.Number(n))]);
            default:
                return _tests.OfNumber(Had(match, ((Measure.OfProperty)measure).Path));
        }
    }

    private IReadOnlyList<ReferenceValue> Said(string name) =>
    [
        .. _assertions
            .Select(a => ReferenceText.Same(a.Name, name) ? ReferenceValue.Read(a.Value) : ReferenceHistory.ThroughList(a, name))
            .Where(v => !v.IsMissing),
    ];

    private IReadOnlyList<ReferenceValue> Had(EventMatch match, string path) =>
    [
        .. _events
            .Where(e => ReferenceText.NameMatches(match.Name, e.Name))
            .Select(e => ReferenceValue.AtPath(ReferenceValue.Parse(e.Properties), path))
            .Concat(_objects.Select(o => ReferenceValue.AtPath(ReferenceValue.Parse(o.Json), path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..])))
            .Where(v => !v.IsMissing),
    ];
}
