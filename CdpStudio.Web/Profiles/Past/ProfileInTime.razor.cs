using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Profiles.Past;

/// <summary>A profile as it is, or as it was at the moment that the address names.</summary>
public sealed partial class ProfileInTime(
    SeenEvents events, SourceList sources, PageAddress address, TimeProvider clock, IStringLocalizer<PastTexts> texts) : IDisposable
{
    private const int EventsAtOnce = 50;

    private readonly CancellationTokenSource _leaving = new();
    private DateTimeOffset? _at;
    private PastReading _reading;
    private bool _isUnread;
    private int _events = EventsAtOnce;
    private Asked? _asked;
    private Answer? _answer;

    [Parameter, EditorRequired]
    public required ProfileRecord Profile { get; set; }

    /// <summary>Any number of the profile: by what was known then it may be one of several people.</summary>
    [Parameter, EditorRequired]
    public required ProfileId Number { get; set; }

    /// <summary>How it is now.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    [SupplyParameterFromQuery(Name = "at")]
    public string? AtName { get; set; }

    [SupplyParameterFromQuery(Name = "known")]
    public string? KnownName { get; set; }

    private IStringLocalizer<PastTexts> Texts => texts;

    protected override Task OnParametersSetAsync()
    {
        var reading = PastReadingName.Find(KnownName);
        _isUnread = !PastAddress.TryMoment(AtName, out var at) || reading is null || at > clock.GetUtcNow();
        (_at, _reading) = _isUnread ? (null, default) : (at, reading ?? default);
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var asked = _at is { } moment ? new Asked(Number, moment, _reading, _events) : null;
        if (asked == _asked) return;

        if (asked?.AtFirst != _asked?.AtFirst) _answer = null;
        _asked = asked;
        if (asked is null) return;

        var (record, isTooLarge) = await ReadAsync(asked);
        var named = await sources.NamesAsync(_leaving.Token);
        // Meanwhile another moment may have been asked for.
        if (asked == _asked) _answer = new Answer(record, isTooLarge, named);
    }

    private async Task<(PastProfileRecord? Record, bool IsTooLarge)> ReadAsync(Asked asked)
    {
        try
        {
            return (await events.PastAsync(asked.Profile, asked.At, PastReadingName.KnownAt(asked.Reading, asked.At), asked.Events, _leaving.Token), false);
        }
        catch (TooManyEdgesException)
        {
            return (null, true);
        }
    }

    private Task MoreAsync()
    {
        _events += EventsAtOnce;
        return LoadAsync();
    }

    /// <param name="at">Null for the present.</param>
    private void Show(DateTimeOffset? at)
    {
        _events = EventsAtOnce;
        address.Change(("at", at is { } moment ? PastAddress.Write(moment) : null), ("known", at is null ? null : PastReadingName.Of(_reading)));
    }

    private void Choose(PastReading reading) => address.Change(("known", PastReadingName.Of(reading)));

    /// <summary>Another profile at the same moment.</summary>
    private string AddressOf(ProfileId profile) => string.Create(
        CultureInfo.InvariantCulture,
        $"/profiles/{profile.Value}?at={Uri.EscapeDataString(PastAddress.Write(_at!.Value))}&known={PastReadingName.Of(_reading)}"); // drawn at a moment alone

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private sealed record Asked(ProfileId Profile, DateTimeOffset At, PastReading Reading, int Events)
    {
        public Asked AtFirst => this with { Events = 0 };
    }

    /// <param name="Record">Null when nobody was there, and when it is too large to be told.</param>
    private sealed record Answer(PastProfileRecord? Record, bool IsTooLarge, IReadOnlyDictionary<SourceId, string> Sources);
}
