using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Rules;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Profiles;

public sealed partial class ProfilesPage(
    IAudienceEngine engine, SeenPeople people, NavigationManager navigation, PageAddress address, IStringLocalizer<ProfileTexts> texts) : IDisposable
{
    private const int PageSize = 50;

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<PersonRow>? _people;
    private long _total;
    private long? _next;

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    /// <summary>The last profile of the page before.</summary>
    [SupplyParameterFromQuery(Name = "after")]
    public long? After { get; set; }

    private IStringLocalizer<ProfileTexts> Texts => texts;

    private string Total => texts.Plural("People", _total);

    private string NextAddress => navigation.GetUriWithQueryParameter("after", _next);

    protected override async Task OnParametersSetAsync()
    {
        _total = people.Count;
        if (string.IsNullOrWhiteSpace(Search)) await LoadAsync();
        else Find(Search.Trim());
    }

    private async Task LoadAsync()
    {
        var everyone = new AudienceQuery(new Rule.Everyone());
        var ids = await engine.MembersAsync(everyone, After is { } id ? new ProfileId(id) : null, PageSize, _leaving.Token);

        _people = Rows(ids, _ => null);
        _next = ids.Count == PageSize ? ids[^1].Value : null;
    }

    private void Find(string text)
    {
        var hits = people.Search(text, PageSize).DistinctBy(hit => hit.Profile).ToDictionary(hit => hit.Profile);
        _people = Rows([.. hits.Keys], person => hits.TryGetValue(person.Id, out var hit) ? FoundByText.Of(hit, person, person.Identifiers.Take(IdentifierList.Most), texts) : null);
        _next = null;
    }

    // A profile can be joined with another between the two reads; then it is shown once, where it went.
    private List<PersonRow> Rows(IReadOnlyList<ProfileId> ids, Func<ProfileRecord, string?> foundBy) =>
        [.. ids.Select(people.Read).OfType<ProfileRecord>().DistinctBy(p => p.Id).Select(p => PersonRow.Of(p, foundBy(p)))];

    private static string AddressOf(PersonRow person) => $"/profiles/{person.Id.ToString(CultureInfo.InvariantCulture)}";

    // The address is the state: a search can be bookmarked, shared and stepped back from.
    private void ShowMatches(string text) => address.Change(("q", text.Length == 0 ? null : text), ("after", null));

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <param name="FoundBy">Null where what is shown of the person says it, or nobody was looked for.</param>
    private sealed record PersonRow(long Id, string Name, IReadOnlyList<Identifier> Identifiers, long Events, DateTimeOffset LastSeen, string? FoundBy)
    {
        public static PersonRow Of(ProfileRecord profile, string? foundBy) => new(
            profile.Id.Value,
            ProfileName.Of(profile),
            profile.Identifiers,
            profile.Events,
            EpochTime.ToMoment(profile.LastSeen),
            foundBy);
    }
}
