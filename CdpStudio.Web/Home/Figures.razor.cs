using CdpStudio.Core.Audience;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Home;

/// <summary>How much there is, exactly, as of now; refreshed while the page is open.</summary>
public sealed partial class Figures(
    IAudienceEngine audience, IAudienceVocabulary vocabulary, AudienceReadiness ready, SegmentList segments,
    IStringLocalizer<HomeTexts> texts, TimeProvider clock) : IAsyncDisposable
{
    private const int CountedSegments = 1000;
    private static readonly TimeSpan s_refreshed = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _leaving = new();
    private Task _refreshing = Task.CompletedTask;
    private long? _people;
    private long? _events;
    private long? _segments;

    protected override async Task OnInitializedAsync()
    {
        await CountAsync();
        _refreshing = RefreshAsync();
    }

    private async Task RefreshAsync()
    {
        using var timer = new PeriodicTimer(s_refreshed, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_leaving.Token))
            {
                await Waiting.ThroughAsync(CountAsync);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task CountAsync()
    {
        _people = (await audience.CountAsync(new AudienceQuery(new Rule.Everyone()), _leaving.Token)).Total;
        _events = vocabulary.Events().Sum(e => e.Events);
        _segments = (await segments.FindAsync(search: null, after: null, CountedSegments, _leaving.Token)).Count;
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _refreshing;
        _leaving.Dispose();
    }
}
