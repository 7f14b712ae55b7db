using System.Diagnostics;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Profiles;

/// <summary>
/// What a person did and what became of their attributes, newest first, by days of the workspace; an event opens to all that was sent.
/// </summary>
public sealed partial class Timeline(SeenEvents events, SeenPeople people, IStringLocalizer<ProfileTexts> texts) : IDisposable
{
    private const int PageSize = 50;
    private const int NamesLookedAt = 500;

    private static readonly TimelineFilter s_everything = new TimelineFilter.Everything();

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<TimelineFilter> _filters = [];
    private TimelineFilter _filter = s_everything;
    private TimelinePage? _shown;
    private int? _read;

    [Parameter, EditorRequired]
    public required ProfileId Profile { get; set; }

    /// <summary>Their names.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyDictionary<SourceId, string> Sources { get; set; }

    /// <summary>Read anew when it is another one, under the same filter.</summary>
    [Parameter]
    public int Edition { get; set; }

    private IStringLocalizer<ProfileTexts> Texts => texts;

    protected override Task OnParametersSetAsync()
    {
        if (_read == Edition) return Task.CompletedTask;

        _read = Edition;
        var names = people.Events(Profile, [], after: null, NamesLookedAt).Select(e => e.Name).Distinct().Order(StringComparer.Ordinal);
        _filters = [s_everything, new TimelineFilter.Changes(), .. names.Select(n => new TimelineFilter.Event(n))];
        return ChooseAsync(_filters.Contains(_filter) ? _filter : s_everything);
    }

    private Task ChooseAsync(TimelineFilter filter)
    {
        (_filter, _shown) = (filter, null);
        return LoadMoreAsync();
    }

    private async Task LoadMoreAsync()
    {
        var (filter, before, edition) = (_filter, _shown, _read);
        var page = await events.PageAsync(Profile, filter, before?.End, PageSize, _leaving.Token);
        // Something else may have been chosen meanwhile, or have become known.
        if (filter != _filter || before != _shown || edition != _read) return;

        _shown = new TimelinePage([.. before?.Events ?? [], .. page.Events], [.. before?.Changes ?? [], .. page.Changes], page.End);
    }

    private string LabelOf(TimelineFilter filter) => filter switch
    {
        TimelineFilter.Everything => texts["AllEvents"],
        TimelineFilter.Changes => texts["AttributeChanges"],
        TimelineFilter.Event on => on.Name,
        _ => throw new UnreachableException(filter.GetType().Name),
    };

    private string Pressed(TimelineFilter filter) => filter == _filter ? "true" : "false";

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
