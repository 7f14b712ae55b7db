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
    SeenAudience engine, SeenPeople people, WorkspaceVocabulary vocabulary, IStringLocalizer<SegmentTexts> texts) : IDisposable
{
    private const int MostHits = 5;

    private readonly CancellationTokenSource _leaving = new();
    private string _search = "";
    private IReadOnlyList<Hit>? _hits;
    private Hit? _asked;
    private string _askedRule = "";
    private Rule _rule = new Rule.Everyone();
    private NodeExplanation? _why;
    private string? _refusal;

    [Parameter, EditorRequired]
    public required RuleBoard Board { get; set; }

    private IStringLocalizer<SegmentTexts> Texts => texts;

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
    }

    private void Clear() => Search("");

    private static string AddressOf(Hit person) => $"/profiles/{person.Id.Value.ToString(CultureInfo.InvariantCulture)}";

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <param name="Identifier">The one that was found.</param>
    private sealed record Hit(ProfileId Id, string Name, string Identifier);
}
