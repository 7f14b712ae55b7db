using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Campaigns;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Messaging.Sent;

/// <summary>What a person was written, why, and how it looked: for an agent who is asked 'why did I get this mail?'.</summary>
public sealed partial class MessagesCard(
    PersonSends sends, CampaignWords words, SegmentRules segments, ViewCulture view, IStringLocalizer<MessagingTexts> texts) : IDisposable
{
    private const int PageSize = 5;

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<PersonSend>? _sends;
    private bool _hasMore;
    private PersonSend? _shown;
    private (string Html, bool IsExact)? _look;

    [Parameter, EditorRequired]
    public required ProfileId Profile { get; set; }

    private IStringLocalizer<MessagingTexts> Texts => texts;

    // The page makes a new one for another person.
    protected override Task OnInitializedAsync() => MoreAsync();

    private async Task MoreAsync()
    {
        var more = await sends.OfAsync(Profile, PageSize + 1, _sends is [.., var last] ? last.Id : null, _leaving.Token);
        _sends = [.. _sends ?? [], .. more.Take(PageSize)];
        _hasMore = more.Count > PageSize;
    }

    private async Task LookAsync(PersonSend send)
    {
        _look = await sends.LookAsync(Profile, send.Id, _leaving.Token);
        _shown = send;
    }

    private string SubjectOf(PersonSend send) => send.Subject ?? texts["MailGone"];

    private string WhyOf(SendOrigin origin) => origin switch
    {
        { Segment: { } segment } => view.Language.Punctuation.Clause + texts["WhySegment", segments.NameOf(segment) ?? segment],
        { Event: { } name } => view.Language.Punctuation.Clause + texts["WhyEvent", name],
        { Attribute: { } name } => view.Language.Punctuation.Clause + texts["WhyChange", name],
        _ => "",
    };

    private static string AddressOf(SendOwner owner, SendOrigin origin) => owner == SendOwner.Campaign ? $"/campaigns/{origin.Key}" : $"/journeys/{origin.Key}";

    private static Meaning MeaningOf(SendState state) => state switch
    {
        SendState.Sent => Meaning.Good,
        SendState.Failed => Meaning.Bad,
        SendState.InDoubt or SendState.Deferred => Meaning.Warning,
        SendState.Skipped => Meaning.Neutral,
        _ => Meaning.Info,
    };

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
