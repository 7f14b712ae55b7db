using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Journeys.Simulation;
using CdpStudio.Web.Components;
using CdpStudio.Web.Journeys.Canvas;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys.Simulation;

/// <summary>Walks one chosen person through the draft on a clock of its own: what would happen, when and why. Nothing is sent or written.</summary>
public sealed partial class SimulatePanel(SimulateJourneyHandler simulate, CurrentWorkspace workspace, IStringLocalizer<JourneyTexts> texts) : IDisposable
{
    private static readonly TimeOnly s_morning = new(9, 0);

    private readonly CancellationTokenSource _leaving = new();
    private ElementReference _heading;
    private ProfileRecord? _person;
    private string _day = "";
    private string _time = "";
    private SimulateJourneyResult? _result;

    [Parameter, EditorRequired]
    public required JourneyDefinition Definition { get; set; }

    /// <summary>The way to draw; null when there is none.</summary>
    [Parameter]
    public EventCallback<CanvasWalk?> OnWalk { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    private IStringLocalizer<JourneyTexts> Texts => texts;

    /// <summary>In the workspace's zone; null for now.</summary>
    private DateTime? Start =>
        DateTime.TryParseExact($"{_day} {_time}", "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start) ? start : null;

    private SimulatedWalk? Walk => (_result as SimulateJourneyResult.Walked)?.Walk;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await _heading.FocusIfThereAsync(preventScroll: true);
    }

    private Task PickAsync(ProfileRecord? person)
    {
        _person = person;
        return WalkAsync();
    }

    private Task DayAsync(string day)
    {
        // A day alone begins with the morning, when most people come.
        if (day.Length > 0 && _time.Length == 0) _time = s_morning.ToString("HH:mm", CultureInfo.InvariantCulture);
        _day = day;
        return WalkAsync();
    }

    private Task TimeAsync(string time)
    {
        _time = time;
        return WalkAsync();
    }

    private async Task WalkAsync()
    {
        DateTimeOffset? start = Start is { } local ? DateTimeOffset.FromUnixTimeMilliseconds(workspace.Zone.Moment(local)) : null;
        _result = _person is null ? null : await simulate.HandleAsync(new SimulateJourney(_person.Id, Definition, start), _leaving.Token);
        await OnWalk.InvokeAsync(Walk is null ? null : new CanvasWalk(
            [.. Walk.Visits.Select(v => v.Step.Id).Distinct()],
            [.. Walk.Visits.Where(v => v.Outcome is not null).Select(v => $"{v.Step.Id} {v.Outcome}").Distinct()]));
    }

    private string MailLine(SimulatedMail mail) => mail switch
    {
        { Missing: { } attribute } => texts["MailMissing", attribute],
        { Skipped: { } reason } => texts["MailWouldSkip", texts[$"Reason_{reason}"].Value],
        _ => texts["MailWouldGo", mail.To ?? ""],
    };

    private Task KeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? OnClose.InvokeAsync() : Task.CompletedTask;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
