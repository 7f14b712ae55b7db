using System.Text.Encodings.Web;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Profiles;

/// <summary>What a person did, newest first, by days of the workspace; an entry opens to all that was sent.</summary>
public sealed partial class Timeline(
    ProfileTimeline timeline, IProfileDirectory directory, CurrentWorkspace workspace, ViewCulture view, IStringLocalizer<ProfileTexts> texts)
    : IDisposable
{
    private const int PageSize = 50;
    private const int NamesLookedAt = 500;

    private static readonly JsonSerializerOptions s_readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<string> _names = [];
    private List<Day>? _days;
    private ProfileEvent? _last;
    private string? _chosen;

    [Parameter, EditorRequired]
    public required ProfileId Profile { get; set; }

    private IStringLocalizer<ProfileTexts> Texts => texts;

    protected override Task OnInitializedAsync()
    {
        _names = [.. directory.Events(Profile, [], after: null, NamesLookedAt).Select(e => e.Name).Distinct().Order(StringComparer.Ordinal)];
        return ChooseAsync(null);
    }

    private Task ChooseAsync(string? name)
    {
        (_chosen, _last, _days) = (name, null, null);
        return LoadMoreAsync();
    }

    private async Task LoadMoreAsync()
    {
        var page = await timeline.PageAsync(Profile, _chosen is null ? [] : [_chosen], _last, PageSize, _leaving.Token);

        _days = [.. (_days ?? []).SelectMany(d => d.Entries).Concat(page.Select(EntryOf)).GroupBy(e => e.Local.Date).Select(g => new Day(g.Key, [.. g]))];
        _last = page.Count == PageSize ? new ProfileEvent(page[^1].Name, page[^1].Timestamp, page[^1].Number) : null;
    }

    private Entry EntryOf(Fact.Event fact)
    {
        using var properties = JsonDocument.Parse(fact.Properties);
        return new(
            fact.Number,
            workspace.Local(EpochTime.ToMoment(fact.Timestamp)),
            fact.Name,
            SummaryOf(properties.RootElement),
            JsonSerializer.Serialize(properties.RootElement, s_readable));
    }

    // The first few plain values say most of what an event is about; the rest is one press away.
    private static string SummaryOf(JsonElement properties) => string.Join(
        " · ",
        properties.EnumerateObject()
            .Where(p => p.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            .Select(p => p.Value.ToString())
            .Where(text => text.Length is > 0 and <= 60)
            .Take(4));

    private string Pressed(string? name) => name == _chosen ? "true" : "false";

    private string DayText(DateTime day) => day.ToString("D", view.Formats);

    private string TimeText(DateTime local) => local.ToString("t", view.Formats);

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private sealed record Day(DateTime Date, IReadOnlyList<Entry> Entries);

    private sealed record Entry(long Fact, DateTime Local, string Name, string Summary, string Properties);
}
