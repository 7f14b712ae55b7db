using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Profiles;

/// <summary>One person with the whole history, from memory; only the text of the events shown comes from the database.</summary>
public sealed partial class ProfilePage(
    IProfileDirectory directory, IProfileSegments segments, IStringLocalizer<ProfileTexts> texts) : IDisposable
{
    private const string ChangesTab = "changes";

    private readonly CancellationTokenSource _leaving = new();
    private ProfileRecord? _profile;
    private IReadOnlyList<ProfileSegment>? _segments;

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
        if (_profile is not null) _segments = await segments.OfAsync(_profile.Id, _leaving.Token);
    }

    private string LabelOf(string space)
    {
        var label = texts["ns." + space];
        return label.ResourceNotFound ? space : label;
    }

    private static DateTimeOffset At(long milliseconds) => EpochTime.ToMoment(milliseconds);

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
