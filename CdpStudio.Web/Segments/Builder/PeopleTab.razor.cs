using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>Who is in the segment now, with the columns that the address names.</summary>
public sealed partial class PeopleTab(
    SeenAudience engine, IAudienceVocabulary seen, SegmentRules rules, NavigationManager navigation, PageAddress address, IStringLocalizer<SegmentTexts> texts) : IDisposable
{
    private const int PageSize = 50;

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<AudienceMember>? _people;
    private string? _refusal;
    private long? _count;
    private long? _next;

    [Parameter, EditorRequired]
    public required SegmentRow Segment { get; set; }

    // From the address by way of the page: a component that comes and goes with the address can't listen to it itself.

    /// <summary>The attributes shown beside the name.</summary>
    [Parameter]
    public string[]? Columns { get; set; }

    /// <summary>The last person of the page before.</summary>
    [Parameter]
    public long? After { get; set; }

    private IStringLocalizer<SegmentTexts> Texts => texts;

    private IReadOnlyList<string> Chosen => Columns ?? [];

    private string FileAddress =>
        $"/ui/segments/{Segment.Key}/members.xlsx" + (Chosen.Count == 0 ? "" : "?" + string.Join('&', Chosen.Select(c => $"cols={Uri.EscapeDataString(c)}")));

    protected override async Task OnParametersSetAsync()
    {
        if (rules.Find(Segment.Key.Value) is not { } rule)
        {
            _refusal = texts["BrokenRule"];
            return;
        }

        try
        {
            var members = await engine.ReadMembersAsync(
                new AudienceQuery(rule), [.. ProfileName.Fields, .. Chosen], After is { } id ? new ProfileId(id) : null, _leaving.Token);
            _people = [.. members.Members.Take(PageSize)];
            _count = members.Count.Count;
            _next = _people.Count == PageSize ? _people[^1].Id.Value : null;
        }
        catch (RuleNotYetException e)
        {
            _refusal = e.Message;
        }
    }

    private void Toggle(string attribute)
    {
        string[] columns = Chosen.Contains(attribute) ? [.. Chosen.Where(c => c != attribute)] : [.. Chosen, attribute];
        address.Change(("cols", columns));
    }

    private static string NameOf(AudienceMember person) => ProfileName.Of(person.Identifiers, [.. person.Fields.Take(ProfileName.Fields.Count)]);

    private static string AddressOf(AudienceMember person) => $"/profiles/{person.Id.Value.ToString(CultureInfo.InvariantCulture)}";

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
