using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Sources;
using CdpStudio.Core.Stewardship;
using CdpStudio.Web.Components;
using CdpStudio.Web.Profiles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Stewardship;

/// <summary>
/// What a person is known as, where each identifier came from and why they are one person's; who may says otherwise here. The identifiers
/// are there at once, the evidence a while later, because it is read from the log.
/// </summary>
public sealed partial class IdentityCard(
    PersonEvidence evidence, SeenPeople people, SourceList sources, IStringLocalizer<StewardshipTexts> texts, IStringLocalizer<ProfileTexts> labels) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyDictionary<SourceId, string> _sources = new Dictionary<SourceId, string>();
    private Evidence? _evidence;
    private ProfileRecord? _shown;
    private bool _failed;
    private Question? _asking;
    private Decided? _done;
    private IReadOnlyList<Identifier> _decidedOn = [];

    [Parameter, EditorRequired]
    public required ProfileRecord Profile { get; set; }

    /// <summary>Other people may be one with this one now, or no longer: what is shown is old.</summary>
    [Parameter]
    public EventCallback OnChange { get; set; }

    private IStringLocalizer<StewardshipTexts> Texts => texts;

    private IStringLocalizer<ProfileTexts> Labels => labels;

    private bool IsOneOfSeveral => Profile.Identifiers.Count > 1;

    protected override Task OnParametersSetAsync()
    {
        if (_shown is not null && _shown.Id == Profile.Id && _shown.Identifiers.SequenceEqual(Profile.Identifiers)) return Task.CompletedTask;

        // What was decided about somebody else is no news on this page.
        if (_done is not null && !_decidedOn.Intersect(Profile.Identifiers).Any()) _done = null;
        _shown = Profile;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var profile = Profile.Id;
        (_evidence, _failed) = (null, false);
        var read = (Evidence?)null;
        // The rest of the page does not need it: it says so in its place and can be asked again.
        await Waiting.ThroughAsync(async () =>
        {
            read = await evidence.OfAsync(profile, _leaving.Token);
            if (people.MaskOf(profile) is { } mask) read = read?.Masked(mask);
            _sources = await sources.NamesAsync(_leaving.Token);
        });
        // Somebody else is shown meanwhile.
        if (profile != Profile.Id) return;

        (_evidence, _failed) = (read, read is null);
    }

    private IdentifierOrigin? OriginOf(Identifier identifier) => _evidence?.Identifiers.FirstOrDefault(o => o.Identifier == identifier);

    private string OriginWords(IdentifierOrigin origin) => texts["SeenFirst", SourceOf(origin.Source)];

    private string SourceOf(SourceId source) => _sources.TryGetValue(source, out var name) ? name : texts["UnknownSource"].Value;

    private string LabelOf(Identifier identifier)
    {
        var label = labels["ns." + identifier.Namespace];
        return label.ResourceNotFound ? identifier.Namespace : label;
    }

    private void Close() => _asking = null;

    private Task DoneAsync(Decided done)
    {
        (_asking, _done, _decidedOn) = (null, done, Profile.Identifiers);
        return ChangedAsync();
    }

    private Task ChangedAsync()
    {
        _shown = null;
        return OnChange.InvokeAsync();
    }

    private static DateTimeOffset At(long milliseconds) => EpochTime.ToMoment(milliseconds);

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private enum Question
    {
        TakeApart,
        Join,
    }
}
