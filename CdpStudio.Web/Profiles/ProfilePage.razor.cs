using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Profiles;

/// <summary>One person with the whole history, from memory; only the text of the events shown comes from the database.</summary>
public sealed partial class ProfilePage(
    SeenPeople people, Sight sight, IProfileSegments segments, SeenEvents events, SourceList sources, NavigationManager navigation, TimeProvider clock,
    IStringLocalizer<ProfileTexts> texts)
    : IDisposable
{
    private const string ChangesTab = "changes";

    private readonly CancellationTokenSource _leaving = new();
    private IDisposable? _leavingAddress;
    private ProfileRecord? _profile;
    private IReadOnlyList<ProfileSegment>? _segments;
    private IReadOnlyList<PastAttribute>? _attributes;
    private long? _read;
    private int _turn;
    private int _edition;
    private IReadOnlyDictionary<SourceId, string> _sources = new Dictionary<SourceId, string>();

    [Parameter]
    public long Id { get; set; }

    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    private IStringLocalizer<ProfileTexts> Texts => texts;

    private string Name => _profile is null ? "" : ProfileName.Of(_profile);

    private IReadOnlyList<PageHeader.Crumb> Above => [new(texts["Title"], "/profiles")];

    private IReadOnlyList<TabItem> TabItems => [new("", texts["Timeline"], _profile?.Events), new(ChangesTab, texts["Changes"])];

    /// <summary>Drawn anew when a mask falls.</summary>
    private object Shown => (_profile?.Id, IsMasked);

    private bool IsMasked => _profile is not null && !sight.Sees(_profile.Id);

    // Before the next page is drawn: what was revealed is for this one.
    protected override void OnInitialized() => _leavingAddress = navigation.RegisterLocationChangingHandler(context =>
    {
        if (PathOf(navigation.ToAbsoluteUri(context.TargetLocation).ToString()) != PathOf(navigation.Uri)) sight.Cover();
        return ValueTask.CompletedTask;
    });

    // Tabs and moments are parts of the address too: the person is read once.
    protected override Task OnParametersSetAsync() => Id == _read ? Task.CompletedTask : ReadAsync();

    private Task CoverAsync()
    {
        sight.Cover();
        return ReadAsync();
    }

    /// <summary>The person is known as another one than before: what was read of them is not so any more.</summary>
    private Task ChangedAsync()
    {
        _edition++;
        return ReadAsync();
    }

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;

        var turn = ++_turn;
        var profile = people.Read(new ProfileId(Id));
        if (profile?.Id != _profile?.Id) (_attributes, _segments) = (null, null);
        (_read, _profile) = (Id, profile);
        if (profile is null) return;

        // Somebody else may be shown meanwhile, or the same person read again: whoever reads last shows it.
        var belongsTo = await segments.OfAsync(profile.Id, _leaving.Token);
        if (turn != _turn) return;

        _segments = belongsTo;
        var names = await sources.NamesAsync(_leaving.Token);
        if (turn != _turn) return;

        _sources = names;
        var attributes = (await events.PastAsync(profile.Id, clock.GetUtcNow(), knownAt: null, events: 0, _leaving.Token))?.Attributes;
        if (turn == _turn) _attributes = attributes ?? [];
    }

    private static string PathOf(string address) => address.Split('?', '#')[0];

    private static DateTimeOffset At(long milliseconds) => EpochTime.ToMoment(milliseconds);

    public void Dispose()
    {
        _leavingAddress?.Dispose();
        sight.Cover();
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
