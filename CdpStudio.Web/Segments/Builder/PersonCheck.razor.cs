using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Profiles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>Whether one person meets the rule as it is drawn now, and line by line why; asked again with every change of the rule.</summary>
public sealed partial class PersonCheck(
    SeenPeople people, WorkspaceVocabulary vocabulary, IStringLocalizer<SegmentTexts> texts)
{
    private const int MostHits = 5;

    private string _search = "";
    private IReadOnlyList<Hit>? _hits;
    private Hit? _asked;
    private string _askedRule = "";
    private Rule? _rule;

    [Parameter, EditorRequired]
    public required RuleBoard Board { get; set; }

    private IStringLocalizer<SegmentTexts> Texts => texts;

    protected override void OnParametersSet()
    {
        if (_asked is { } person && _askedRule != Board.Text.Json) Ask(person);
    }

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

    private void Ask(Hit person)
    {
        (_asked, _askedRule) = (person, Board.Text.Json);
        _rule = (RuleReader.Read(_askedRule, vocabulary) as RuleReading.Read)?.Rule;
    }

    private void Clear() => Search("");

    private static string AddressOf(Hit person) => $"/profiles/{person.Id.Value.ToString(CultureInfo.InvariantCulture)}";

    /// <param name="Identifier">The one that was found.</param>
    private sealed record Hit(ProfileId Id, string Name, string Identifier);
}
