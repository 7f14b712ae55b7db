using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Campaigns.Reach;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Campaigns;

/// <summary>How many get it, and why not the others. Every number opens its people.</summary>
public sealed partial class ReachCard(
    ReachBoard board, CampaignWords words, NavigationManager navigation, PageAddress address, ViewCulture view, IStringLocalizer<CampaignTexts> texts) : IDisposable
{
    private CampaignAudience? _asked;
    private ConsentPlace _askedAbout;

    [Parameter, EditorRequired]
    public required CampaignAudience Audience { get; set; }

    /// <summary>What the mail is about.</summary>
    [Parameter, EditorRequired]
    public required ConsentPlace Mail { get; set; }

    /// <summary>Whose people are looked at, as the address has it.</summary>
    [Parameter]
    public string? See { get; set; }

    /// <summary>Where the audience can be changed; null where this is the place.</summary>
    [Parameter]
    public string? ChangeHref { get; set; }

    /// <summary>How many get it; null while nobody knows.</summary>
    [Parameter]
    public EventCallback<long?> OnCounted { get; set; }

    private IStringLocalizer<CampaignTexts> Texts => texts;

    private string SegmentName => Audience.Segment is { } key ? words.NameOf(key) : "";

    private ReachPart? SeenPart => Enum.TryParse<ReachPart>(See, out var part) && Enum.IsDefined(part) ? part : null;

    protected override void OnInitialized()
    {
        board.Changed += Draw;
        board.Failed += Fail;
    }

    protected override void OnParametersSet()
    {
        if (_asked is not null && _askedAbout == Mail && CampaignAudienceJson.Write(_asked) == CampaignAudienceJson.Write(Audience)) return;

        (_asked, _askedAbout) = (Audience, Mail);
        board.Ask(Audience, Mail);
    }

    private IEnumerable<Line> LinesOf(CampaignReach reach)
    {
        yield return new(ReachPart.InSegment, reach.InSegment, Number(reach.InSegment));
        if (reach.Excluded > 0) yield return Minus(ReachPart.Excluded, reach.Excluded);
        foreach (var (part, reason) in s_reasons)
        {
            if (reach.Of(reason) > 0) yield return Minus(part, reach.Of(reason));
        }

        yield return new(ReachPart.Gets, reach.Gets, Number(reach.Gets));
    }

    private static readonly (ReachPart, SendReason)[] s_reasons =
    [
        (ReachPart.Unsubscribed, SendReason.Unsubscribed),
        (ReachPart.TopicUnsubscribed, SendReason.TopicUnsubscribed),
        (ReachPart.NoAddress, SendReason.NoAddress),
        (ReachPart.InvalidAddress, SendReason.InvalidAddress),
        (ReachPart.SameMailbox, SendReason.SameMailbox),
    ];

    private string WordsOf(ReachPart part) => texts[$"Reach.{part}", words.TopicName(Mail.Topic)];

    private Line Minus(ReachPart part, long people) => new(part, people, $"− {Number(people)}");

    private string Number(long number) => number.ToString("N0", view.Formats);

    private string SeeAddress(ReachPart part) => navigation.GetUriWithQueryParameter("see", part.ToString());

    private void Close() => address.Change(("see", null));

    private void Draw() => _ = InvokeAsync(async () =>
    {
        await OnCounted.InvokeAsync(board.Reach?.Gets);
        StateHasChanged();
    });

    private void Fail(Exception failure) => _ = DispatchExceptionAsync(failure);

    public void Dispose()
    {
        board.Changed -= Draw;
        board.Failed -= Fail;
        board.Dispose();
    }

    private sealed record Line(ReachPart Part, long People, string Number);
}
