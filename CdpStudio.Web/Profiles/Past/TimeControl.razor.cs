using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Profiles.Past;

/// <summary>A moment between when a person was first seen and now, with what changed about them as ticks.</summary>
public sealed partial class TimeControl(
    IProfileDirectory directory, CurrentWorkspace workspace, ViewCulture view, TimeProvider clock, IStringLocalizer<PastTexts> texts)
{
    private const int Steps = 1000;
    private const int ChangesLookedAt = 500;

    private long _now;
    private IReadOnlyList<long> _changes = [];
    private IReadOnlyList<long> _ticks = [];

    [Parameter, EditorRequired]
    public required ProfileRecord Profile { get; set; }

    /// <summary>Null for the present.</summary>
    [Parameter, EditorRequired]
    public required DateTimeOffset? At { get; set; }

    [Parameter]
    public EventCallback<DateTimeOffset?> OnChange { get; set; }

    private IStringLocalizer<PastTexts> Texts => texts;

    private string Zone => workspace.Zone.Name;

    private long Span => Math.Max(1, _now - Profile.FirstSeen);

    private long Step => At is { } at ? StepOf(at.ToUnixTimeMilliseconds()) : Steps;

    private DateTime Shown => workspace.Local(At ?? EpochTime.ToMoment(_now));

    private string Said => At is null ? texts["Now"].Value : Shown.ToString("f", view.Formats);

    private string Day => Shown.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Time => Shown.ToString("HH:mm", CultureInfo.InvariantCulture);

    private DateTimeOffset? Previous => _changes.Where(c => c < (At?.ToUnixTimeMilliseconds() ?? long.MaxValue)).Select(c => (DateTimeOffset?)EpochTime.ToMoment(c)).LastOrDefault();

    private DateTimeOffset? Next => _changes.Where(c => c > At?.ToUnixTimeMilliseconds()).Select(c => (DateTimeOffset?)EpochTime.ToMoment(c)).FirstOrDefault();

    protected override void OnParametersSet()
    {
        _now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var said = directory.History(Profile.Id, attribute: null, after: new AssertionPlace(_now + 1, 0), ChangesLookedAt);
        _changes = [.. said.Select(a => a.ValidFrom).Distinct().Order()];
        _ticks = [.. _changes.Select(StepOf).Distinct()];
    }

    private long StepOf(long moment) => Math.Clamp((moment - Profile.FirstSeen) * Steps / Span, 0, Steps);

    private Task SlideAsync(ChangeEventArgs change)
    {
        if (!long.TryParse(change.Value as string, NumberStyles.None, CultureInfo.InvariantCulture, out var step)) return Task.CompletedTask;

        return GoAsync(step >= Steps ? _now : Profile.FirstSeen + (Span * step / Steps));
    }

    private Task ChooseDayAsync(string day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
            ? GoAsync(workspace.Zone.Moment(read.ToDateTime(TimeOnly.FromDateTime(Shown))))
            : Task.CompletedTask;

    private Task ChooseTimeAsync(string time) =>
        TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
            ? GoAsync(workspace.Zone.Moment(DateOnly.FromDateTime(Shown).ToDateTime(read)))
            : Task.CompletedTask;

    private Task GoAsync(long moment) => OnChange.InvokeAsync(moment >= _now ? null : EpochTime.ToMoment(moment));
}
