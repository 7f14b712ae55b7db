using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Rules.Sentences;
using CdpStudio.Web.Languages;
using CdpStudio.Web.Profiles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>Whether somebody meets a rule, and line by line why, or how near they are.</summary>
public sealed partial class RuleVerdict(RuleSentence sentence, ViewCulture view, ViewClock clock, IStringLocalizer<SegmentTexts> texts)
{
    private IReadOnlyList<Line> _lines = [];

    /// <summary>Of the person.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter, EditorRequired]
    public required Rule Rule { get; set; }

    [Parameter, EditorRequired]
    public required NodeExplanation Why { get; set; }

    private IStringLocalizer<SegmentTexts> Texts => texts;

    private string Asks => Rule switch
    {
        Rule.Any => texts["AsksAny"],
        Rule.AtLeast some => texts["AsksAtLeast", some.Count],
        _ => texts["AsksAll"],
    };

    protected override void OnParametersSet() => _lines = [.. LinesOf(Rule, Why)];

    private static IEnumerable<Line> LinesOf(Rule rule, NodeExplanation why) => rule switch
    {
        Rule.Everyone => [],
        Rule.All all => all.Rules.Zip(why.Children, (r, w) => new Line(r, w)),
        Rule.Any any => any.Rules.Zip(why.Children, (r, w) => new Line(r, w)),
        Rule.AtLeast some => some.Of.Zip(why.Children, (r, w) => new Line(r, w)),
        _ => [new Line(rule, why)],
    };

    private string? EvidenceOf(Line line) => line.Rule switch
    {
        Rule.All or Rule.Any or Rule.AtLeast => texts["MeetsOf", line.Why.Children.Count(c => c.Holds), line.Why.Children.Count],
        Rule.Did or Rule.Picked or Rule.Sequence or Rule.Regularly => texts.Plural("MatchingEvents", line.Why.MatchingEvents),
        Rule.Attribute when line.Why.Value is { } value => texts["SeenValue", JsonValue.TextOf(value, view)],
        Rule.Attribute => texts["SeenNothing"],
        _ => null,
    };

    /// <summary>Such as 2 of 3; null where it is no matter of more.</summary>
    private string? NearnessOf(NodeExplanation why) => why.Shortfall is { Seen: { } seen, By: > 0 and { } by }
        ? texts["SeenOfWanted", JsonValue.TextOf(seen, view), JsonValue.TextOf(StudioNumber.ToText(decimal.Parse(seen, CultureInfo.InvariantCulture) + by), view)].Value
        : null;

    private sealed record Line(Rule Rule, NodeExplanation Why);
}
