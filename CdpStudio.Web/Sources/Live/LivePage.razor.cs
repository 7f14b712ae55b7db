using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Ingestion.Live;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CdpStudio.Web.Sources.Live;

/// <summary>Messages of a source as they arrive, in memory alone and only while this page is open.</summary>
public sealed partial class LivePage(
    SourceList sources, LiveFeed feed, SeenMessages seen, NavigationManager navigation, PageAddress address, CurrentWorkspace workspace, ViewCulture view,
    IOptions<DatabaseOptions> database, TimeProvider clock, IStringLocalizer<SourceTexts> texts) : IAsyncDisposable
{
    private const string Message = "message";

    // Often enough to be live, seldom enough that a fast source costs a page what a slow one does.
    private static readonly TimeSpan s_drawnEvery = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _leaving = new();
    private readonly LiveList _list = new();
    private Task _following = Task.CompletedTask;
    private LiveWatch? _watch;
    private SourceRow? _row;
    private LiveRow? _opened;
    private bool _missing;
    private bool _crowded;
    private bool _paused;
    private bool _testing;

    [Parameter]
    public int Id { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Words { get; set; }

    [SupplyParameterFromQuery(Name = "show")]
    public string? OutcomeName { get; set; }

    [SupplyParameterFromQuery(Name = Message)]
    public long? MessageNumber { get; set; }

    private IStringLocalizer<SourceTexts> Texts => texts;

    private string Address => navigation.BaseUri.TrimEnd('/');

    private LiveFilter Filter => new(Enum.TryParse<LiveOutcome>(OutcomeName, out var outcome) && Enum.IsDefined(outcome) ? outcome : null, Words ?? "");

    private bool IsFiltered => Filter is not { Outcome: null, Words: "" };

    private IReadOnlyList<LiveRow> Shown => _list.Shown(Filter);

    // Other nodes take messages in, too, and this one hears nothing of them.
    private bool IsOneOfMany => database.Value.Provider != DatabaseProvider.Sqlite;

    private IReadOnlyList<PageHeader.Crumb> Path => [new(texts["Title"], "/sources"), .. _row is null ? (PageHeader.Crumb[])[] : [new(_row.Source.Name, $"/sources/{Id}")]];

    protected override async Task OnInitializedAsync()
    {
        _row = await sources.FindAsync(new SourceId(Id), _leaving.Token);
        _missing = _row?.Source.WriteKey is null;
    }

    // Held, because others push it out of the list; and an address from before shows no other message that has its number now.
    protected override void OnParametersSet() =>
        _opened = MessageNumber is { } number ? (_opened?.Number == number ? _opened : _list.Find(number)) : null;

    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender) return;

        _watch = feed.Watch(new SourceId(Id));
        _crowded = _watch is null;
        if (_watch is not null) _following = FollowAsync(_watch);
        else StateHasChanged();
    }

    private async Task FollowAsync(LiveWatch watch)
    {
        using var timer = new PeriodicTimer(s_drawnEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_leaving.Token))
            {
                // What comes meanwhile waits in the watch, the newest of it.
                if (_paused) continue;

                var taken = watch.Take();
                if (taken.Messages.Count == 0 && taken.Missed == 0) continue;

                _list.Add(taken with { Messages = [.. taken.Messages.Select(Seen)] }, Filter);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    // Masked before it is kept: what is looked for and copied is what is seen.
    private LiveMessage Seen(LiveMessage message) => message with
    {
        Raw = seen.Of(message.Raw), Words = message.Words is { } words ? seen.Of(words) : null, Marks = [.. message.Marks.Select(seen.Of)],
    };

    private void PickOutcome(string name) => address.Change(("show", name.Length == 0 ? null : name));

    private void Search(string words) => address.Change(("q", words.Length == 0 ? null : words));

    private void CloseMessage() => address.Change((Message, null));

    private string AddressOf(LiveRow row) => navigation.GetUriWithQueryParameter(Message, row.Number);

    private string TimeOf(LiveRow row) => workspace.Local(row.Message.At).ToString("T", view.Formats);

    public async ValueTask DisposeAsync()
    {
        _watch?.Dispose();
        await _leaving.CancelAsync();
        await _following;
        _leaving.Dispose();
    }
}
