using System.Diagnostics;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Core.Rules.Sentences;

/// <summary>
/// A rule as one sentence in the reader's language. Every text is a whole pattern from the resources, so a language may order
/// its parts as it likes; the parts that a pattern takes are clauses, predicates, windows and lists.
/// </summary>
public sealed partial class RuleSentence(IStringLocalizer<RuleTexts> texts, IRuleLabels labels)
{
    /// <summary>Such as <c>People whose plan is free and who did Checkout at least 2 times.</c></summary>
    public string Of(Rule rule) => rule switch
    {
        Rule.Everyone or Rule.All { Rules.Count: 0 } => texts["Everyone"],
        Rule.Any { Rules.Count: 0 } => texts["Nobody"],
        _ => texts["Sentence", Clause(rule, isRoot: true)],
    };

    /// <summary>One node as a relative clause, such as <c>whose plan is free</c>.</summary>
    public string Clause(Rule rule) => Clause(rule, isRoot: true);

    private string Clause(Rule rule, bool isRoot) => rule switch
    {
        Rule.Everyone or Rule.All { Rules.Count: 0 } => texts["WhoeverTheyAre"],
        Rule.Any { Rules.Count: 0 } => texts["WhoAreNobody"],
        Rule.All all => Grouped("And", all.Rules, isRoot),
        Rule.Any any => Grouped("Or", any.Rules, isRoot),
        Rule.Not not => Not(not.Inner),
        Rule.AtLeast some => texts["AtLeastOf", Plain(some.Count), Plain(some.Of.Count), Join("Semicolon", some.Of.Select(r => Clause(r, isRoot: true)))],
        Rule.Attribute attribute => Attribute(attribute),
        Rule.Changed changed => Changed(changed),
        Rule.Did did => Did(did.Events, did.During, did.Measure, did.Test),
        Rule.Picked picked => Picked(picked),
        Rule.Sequence sequence => Sequence(sequence),
        Rule.Regularly regularly => Regularly(regularly),
        Rule.Segment segment => InGroup("Segment", labels.Segment(segment.Key), segment.Membership),
        Rule.Tag tag => InGroup("Tag", labels.Tag(tag.Key), tag.Membership),
        Rule.List list => InGroup("List", labels.List(list.Key), list.Membership),
        Rule.Consent { Topic: null } consent => texts[$"Consent{consent.Is}", Channel(consent.Channel)],
        Rule.Consent consent => texts[$"ConsentTopic{consent.Is}", Channel(consent.Channel), Name(labels.Topic(consent.Channel, consent.Topic))],
        Rule.Reachable reachable => texts["Reachable", Channel(reachable.Channel)],
        Rule.Identifier identifier => texts["IdentifierIs", Name(identifier.Namespace), Predicate(identifier.Test)],
        Rule.Journey journey => texts[$"Journey{journey.State}", Name(labels.Journey(journey.Key))],
        Rule.Geo geo => texts["Geo", Name(labels.Attribute(geo.Location)), Number((decimal)geo.Kilometres), Number((decimal)geo.Latitude), Number((decimal)geo.Longitude)],
        Rule.Sample sample => texts["Sample", Number(sample.Percent), Name(sample.Salt)],
        _ => throw new UnreachableException(rule.GetType().Name),
    };

    private string Grouped(string list, IReadOnlyList<Rule> rules, bool isRoot)
    {
        if (rules is [var only]) return Clause(only, isRoot);

        var clauses = Join(list, rules.Select(r => Clause(r, isRoot: false)));
        return isRoot ? clauses : texts["Brackets", clauses];
    }

    private string Not(Rule inner) => inner is Rule.Any { Rules.Count: > 1 } any
        ? texts["NoneOf", Join("Semicolon", any.Rules.Select(r => Clause(r, isRoot: true)))]
        : texts["Not", Clause(inner is Rule.Any { Rules: [var only] } ? only : inner, isRoot: false)];

    private string Attribute(Rule.Attribute attribute)
    {
        var (name, predicate) = (Name(labels.Attribute(attribute.Name)), Predicate(attribute.Test));
        return attribute.For is null ? texts["AttributeIs", name, predicate] : texts["AttributeIsFor", name, predicate, Length(attribute.For)];
    }

    private string Changed(Rule.Changed changed)
    {
        var name = Name(labels.Attribute(changed.Name));
        var window = WindowOf(changed.During);
        return (changed.From, changed.To) switch
        {
            (null, null) => texts["Changed", name, window],
            ({ } from, null) => texts["ChangedFrom", name, window, ChangeEnd(from)],
            (null, { } to) => texts["ChangedTo", name, window, ChangeEnd(to)],
            ({ } from, { } to) => texts["ChangedFromTo", name, window, ChangeEnd(from), ChangeEnd(to)],
        };
    }

    private string ChangeEnd(ChangeEnd end) => end.Value is null ? texts["NoValue"] : Value(end.Value);

    private string InGroup(string kind, string label, Membership? membership) => membership switch
    {
        null => texts[kind, Name(label)],
        Membership.Entered entered => texts[kind + "Entered", Name(label), WindowOf(entered.During)],
        Membership.Left left => texts[kind + "Left", Name(label), WindowOf(left.During)],
        Membership.For { Length: var length } => texts[kind + "For", Name(label), Length(length)],
        _ => throw new UnreachableException(membership.GetType().Name),
    };

    private string Channel(string channel) => texts["Channel_" + channel] is { ResourceNotFound: false } known ? known : Name(channel);
}
