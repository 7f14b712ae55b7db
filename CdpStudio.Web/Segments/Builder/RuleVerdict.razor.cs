using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Rules.Sentences;
using CdpStudio.Web.Languages;
using CdpStudio.Web.Profiles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>Whether somebody meets a rule, and line by line why, or how near they are.</summary>
public sealed partial class RuleVerdict(
    SeenAudience engine, RuleSentence sentence, ViewCulture view, ViewClock clock, IStringLocalizer<SegmentTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private (ProfileId Profile, Rule? Rule)? _asked;
    private NodeExplanation? _why;
    private IReadOnlyList<Line> _lines = [];
    private Rule _rule = new Rule.Everyone();
    private string? _refusal;

    [Parameter, EditorRequired]
    public required ProfileId Profile { get; set; }

    /// <summary>Of the person.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>Null for one that can't be read.</summary>
    [Parameter, EditorRequired]
    public required Rule? Rule { get; set; }

    private IStringLocalizer<SegmentTexts> Texts => texts;

    private string Asks => _rule switch
    {
        Rule.Any => texts["AsksAny"],
        Rule.AtLeast some => texts["AsksAtLeast", some.Count],
        _ => texts["AsksAll"],
    };

    protected override async Task OnParametersSetAsync()
    {
        if (_asked == (Profile, Rule)) return;

        var (profile, rule) = (Profile, Rule);
        _asked = (profile, rule);
        NodeExplanation? why = null;
        var refusal = rule is null ? texts["CannotCount"].Value : null;
        try
        {
            if (rule is not null && (why = await engine.ForeseeAsync(new AudienceQuery(rule), profile, _leaving.Token)) is null)
                refusal = texts["NobodyBeginsSo"];
        }
        catch (Exception e) when (e is RuleNotYetException or UnknownSetException)
        {
            refusal = e.Message;
        }

        // Somebody or something else may be asked meanwhile. Read whole before it is shown: drawing must not mix two rules.
        if (_asked != (profile, rule)) return;

        (_rule, _why, _refusal) = (rule ?? _rule, why, refusal);
        _lines = rule is null || why is null ? [] : [.. LinesOf(rule, why)];
    }

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

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private sealed record Line(Rule Rule, NodeExplanation Why);
}
