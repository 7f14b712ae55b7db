using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Profiles;

/// <summary>One person with the whole history, from memory; only the text of the events shown comes from the database.</summary>
public sealed partial class ProfilePage(
    IProfileDirectory directory, IProfileSegments segments, PastProfile past, SourceList sources, TimeProvider clock, IStringLocalizer<ProfileTexts> texts)
    : IDisposable
{
    private const string ChangesTab = "changes";

    private readonly CancellationTokenSource _leaving = new();
    private ProfileRecord? _profile;
    private IReadOnlyList<ProfileSegment>? _segments;
    private IReadOnlyList<PastAttribute> _attributes = [];
    private IReadOnlyDictionary<SourceId, string> _sources = new Dictionary<SourceId, string>();

    [Parameter]
    public long Id { get; set; }

    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    private IStringLocalizer<ProfileTexts> Texts => texts;

    private string Name => _profile is null ? "" : ProfileName.Of(_profile);

    private IReadOnlyList<PageHeader.Crumb> Above => [new(texts["Title"], "/profiles")];

    private IReadOnlyList<TabItem> TabItems => [new("", texts["Timeline"], _profile?.Events), new(ChangesTab, texts["Changes"])];

    protected override async Task OnParametersSetAsync()
    {
        _profile = directory.Read(new ProfileId(Id));
        if (_profile is null) return;

        _segments = await segments.OfAsync(_profile.Id, _leaving.Token);
        _sources = (await sources.AllAsync(_leaving.Token)).ToDictionary(s => s.Source.Id, s => s.Source.Name);
        _attributes = (await past.ReadAsync(_profile.Id, clock.GetUtcNow(), knownAt: null, events: 0, _leaving.Token))?.Attributes ?? [];
    }

    private static DateTimeOffset At(long milliseconds) => EpochTime.ToMoment(milliseconds);

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
