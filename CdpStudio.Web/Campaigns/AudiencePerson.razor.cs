using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Campaigns.Reach;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Segments;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Campaigns;

/// <summary>As whom a campaign's mail is shown: one person of the audience, and the next one, and the one for whom it looks worst.</summary>
public sealed partial class AudiencePerson(
    ReachCounter reach, SeenAudience seen, SegmentRules segments, IStringLocalizer<CampaignTexts> texts) : IDisposable
{
    private const int PageSize = 100;

    // Among how many the longest name is looked for.
    private const int Most = 20_000;

    private readonly CancellationTokenSource _leaving = new();
    private readonly List<AudienceMember> _people = [];
    private CampaignAudience? _of;
    private ConsentPlace _about;
    private AudienceMember? _person;
    private string? _name;
    private string? _nobody;
    private int _place;
    private bool _isLast;

    [Parameter, EditorRequired]
    public required MessageContent Content { get; set; }

    [Parameter, EditorRequired]
    public required CampaignAudience Audience { get; set; }

    /// <summary>How many get it; null while nobody knows.</summary>
    [Parameter]
    public long? People { get; set; }

    /// <summary>Null for somebody of whom nothing is known.</summary>
    [Parameter]
    public EventCallback<ProfileId?> OnPick { get; set; }

    private IStringLocalizer<CampaignTexts> Texts => texts;

    private bool HasTags => CampaignChecks.TagsOf(Content).Any();

    private string PersonName => _name ?? texts["SomebodyUnknown"];

    private CampaignRule.Ready? Rule => CampaignRule.Of(Audience, segments) as CampaignRule.Ready;

    private bool HasNext => _place + 1 < _people.Count || !_isLast;

    protected override async Task OnParametersSetAsync()
    {
        if (_of is not null && _about == Content.About && CampaignAudienceJson.Write(_of) == CampaignAudienceJson.Write(Audience)) return;

        (_of, _about) = (Audience, Content.About);
        _people.Clear();
        (_place, _isLast) = (0, false);
        await GoAsync(0);
    }

    private async Task GoAsync(int place)
    {
        if (place >= _people.Count && !_isLast)
        {
            var page = await GettingItAsync(ProfileName.Fields, _people.Count == 0 ? null : _people[^1].Id, PageSize);
            _people.AddRange(page);
            _isLast = page.Count < PageSize;
        }

        _place = Math.Clamp(place, 0, Math.Max(0, _people.Count - 1));
        await ShowAsync(_people.ElementAtOrDefault(_place));
    }

    private async Task<IReadOnlyList<AudienceMember>> GettingItAsync(IReadOnlyList<string> fields, ProfileId? after, int size)
    {
        try
        {
            return Rule is { } audience ? await reach.PeopleAsync(audience, Content.About, ReachPart.Gets, fields, after, size, _leaving.Token) : [];
        }
        catch (Exception e) when (e is RuleNotYetException or UnknownSetException)
        {
            // The numbers of the audience say why.
            return [];
        }
    }

    private async Task LongestNameAsync()
    {
        var people = await GettingItAsync(ProfileName.Fields, after: null, Most);
        await ShowAsync(people.MaxBy(p => new StringInfo(ProfileName.Of(p.Identifiers, p.Fields)).LengthInTextElements));
    }

    private async Task MissingValuesAsync()
    {
        string[] fields = [.. ProfileName.Fields, .. CampaignChecks.TagsOf(Content).Select(t => t.Name)];
        var people = await GettingItAsync(fields, after: null, Most);
        var lacking = people.FirstOrDefault(p => p.Fields.Skip(ProfileName.Fields.Count).Any(f => f is null));
        if (lacking is null) _nobody = texts["NobodyLacks"];
        else await ShowAsync(lacking);
    }

    private Task NobodyAsync() => ShowAsync(null);

    private Task ShowAsync(AudienceMember? person)
    {
        (_person, _name, _nobody) = (person, person is null ? null : NameOf(person), null);
        return OnPick.InvokeAsync(person?.Id);
    }

    // People are chosen by what they are really called.
    private string NameOf(AudienceMember person)
    {
        var shown = seen.Shown(person with { Fields = [.. person.Fields.Take(ProfileName.Fields.Count)] }, ProfileName.Fields);
        return ProfileName.Of(shown.Identifiers, shown.Fields);
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
