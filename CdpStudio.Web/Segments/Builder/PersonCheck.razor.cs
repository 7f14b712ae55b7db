using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Rules.Sentences;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Languages;
using CdpStudio.Web.Profiles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>Whether one person meets the rule as it is drawn now, and line by line why; asked again with every change of the rule.</summary>
public sealed partial class PersonCheck(
    SeenAudience engine, SeenPeople people, WorkspaceVocabulary vocabulary, RuleSentence sentence, ViewCulture view,
    ViewClock clock, IStringLocalizer<SegmentTexts> texts) : IDisposable
{
    private const int MostHits = 5;

    private readonly CancellationTokenSource _leaving = new();
    private string _search = "";
    private IReadOnlyList<Hit>? _hits;
    private Hit? _asked;
    private string _askedRule = "";
    private Rule _rule = new Rule.Everyone();
    private NodeExplanation? _why;
    private IReadOnlyList<Line> _lines = [];
    private string? _refusal;

    [Parameter, EditorRequired]
    public required RuleBoard Board { get; set; }

    private IStringLocalizer<SegmentTexts> Texts => texts;

    private string Asks => _rule switch
    {
        Rule.Any => texts["AsksAny"],
        Rule.AtLeast some => texts["AsksAtLeast", some.Count],
        _ => texts["AsksAll"],
    };

    protected override Task OnParametersSetAsync() =>
        _asked is { } person && _askedRule != Board.Text.Json ? AskAsync(person) : Task.CompletedTask;

    private void Search(string text)
    {
        _search = text;
        _asked = null;
        _hits = text.Trim().Length == 0
            ? null
            : [.. people.Search(text.Trim(), MostHits).DistinctBy(h => h.Profile).Select(HitOf).OfType<Hit>()];
    }

    // Joined with another or erased between the two reads: then there is nobody of that number to ask about.
    private Hit? HitOf(ProfileHit hit) =>
        people.Read(hit.Profile) is { } profile ? new Hit(profile.Id, ProfileName.Of(profile), hit.Identifier.Value) : null;

    private async Task AskAsync(Hit person)
    {
        var json = Board.Text.Json;
        if (RuleReader.Read(json, vocabulary) is not RuleReading.Read read)
        {
            (_asked, _askedRule, _refusal) = (person, json, texts["CannotCount"]);
            return;
        }

        NodeExplanation? why = null;
        string? refusal = null;
        try
        {
            why = await engine.ForeseeAsync(new AudienceQuery(read.Rule), person.Id, _leaving.Token);
            if (why is null) refusal = texts["NobodyBeginsSo"];
        }
        catch (Exception e) when (e is RuleNotYetException or UnknownSetException)
        {
            refusal = e.Message;
        }

        // Read whole before it is shown: drawing meanwhile must not mix two rules.
        (_asked, _askedRule, _rule, _why, _refusal) = (person, json, read.Rule, why, refusal);
        _lines = why is null ? [] : [.. LinesOf(read.Rule, why)];
    }

    private void Clear() => Search("");

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

    private static string AddressOf(Hit person) => $"/profiles/{person.Id.Value.ToString(CultureInfo.InvariantCulture)}";

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <param name="Identifier">The one that was found.</param>
    private sealed record Hit(ProfileId Id, string Name, string Identifier);

    private sealed record Line(Rule Rule, NodeExplanation Why);
}
