using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources;

/// <summary>Counts go on while somebody looks: whoever puts the code on a page waits here for its first message.</summary>
public sealed partial class SourcePage(
    SourceHealthList list, NavigationManager navigation, TimeProvider clock, IStringLocalizer<SourceTexts> texts) : IAsyncDisposable
{
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _leaving = new();
    private Task _following = Task.CompletedTask;
    private SourceHealth? _health;
    private int? _shown;
    private bool _missing;
    private bool _announced;

    [Parameter]
    public int Id { get; set; }

    [SupplyParameterFromQuery(Name = "client")]
    public string? Client { get; set; }

    [SupplyParameterFromQuery(Name = "library")]
    public string? Library { get; set; }

    private IStringLocalizer<SourceTexts> Texts => texts;

    private SourceRow? Row => _health?.Row;

    private string Address => navigation.BaseUri.TrimEnd('/');

    protected override void OnInitialized() => _following = FollowAsync();

    protected override async Task OnParametersSetAsync()
    {
        // Another tab of the same source is no other source.
        if (_shown == Id) return;

        _shown = Id;
        await LoadAsync();
        _announced = Row?.LastAt is null;
    }

    private async Task LoadAsync()
    {
        _health = await list.FindAsync(new SourceId(Id), _leaving.Token);
        _missing = _health is null;
    }

    private async Task FollowAsync()
    {
        using var timer = new PeriodicTimer(s_lookAgain, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_leaving.Token))
            {
                await Waiting.ThroughAsync(LoadAsync);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private static IEnumerable<(string Name, long Value)> Figures(SourceCounts counts) =>
    [
        ("Received", counts.Received), ("Stored", counts.Stored), ("Duplicate", counts.Duplicate),
        ("Quarantined", counts.Open), ("Discarded", counts.Discarded), ("Refused", counts.Refused), ("Waiting", counts.Waiting),
    ];

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _following;
        _leaving.Dispose();
    }
}
