using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Profiles;

/// <summary>One person, found by any identifier, by name or by order number.</summary>
public sealed partial class PersonPicker(SeenPeople people, IStringLocalizer<ProfileTexts> texts, ViewCulture view)
{
    private const int Most = 8;

    // Who is meant by what was offered last: another namespace may have the same value.
    private Dictionary<string, ProfileId> _offered = [];
    private ProfileRecord? _picked;
    private string _asked = "";

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Null when nobody is called so.</summary>
    [Parameter]
    public EventCallback<ProfileRecord?> OnPick { get; set; }

    private IStringLocalizer<ProfileTexts> Texts => texts;

    private IReadOnlyList<Suggestion> Find(string containing)
    {
        if (string.IsNullOrWhiteSpace(containing)) return [];

        _offered = [];
        return
        [
            .. people.SearchPeople(containing.Trim(), Most).DistinctBy(found => (found.Hit.Profile, found.Hit.Identifier.Value))
                .Select(found => new Suggestion(Offer(found.Hit), Note: NoteOn(found.Hit, found.Person))),
        ];
    }

    // Two people may be called the same, by other namespaces or under masks.
    private string Offer(ProfileHit hit)
    {
        var called = hit.Identifier.Value;
        for (var at = 2; !_offered.TryAdd(called, hit.Profile); at++) called = $"{hit.Identifier.Value} ({at})";
        return called;
    }

    private string? NoteOn(ProfileHit hit, ProfileRecord? person)
    {
        if (person is null) return null;

        var name = NameOf(person);
        var note = view.Clauses(FoundByText.Of(hit, person, [hit.Identifier], texts), name == hit.Identifier.Value ? null : name);
        return note.Length == 0 ? null : note;
    }

    private Task ChooseAsync(string asked)
    {
        _asked = asked.Trim();
        _picked = PersonCalled(_asked);
        return OnPick.InvokeAsync(_picked);
    }

    private ProfileRecord? PersonCalled(string asked)
    {
        if (asked.Length == 0) return null;
        if (_offered.TryGetValue(asked, out var offered)) return people.Read(offered);

        return people.SearchPeople(asked, 1) is [var found, ..] ? found.Person : null;
    }

    private static string NameOf(ProfileRecord profile) => ProfileName.Of(profile);
}
