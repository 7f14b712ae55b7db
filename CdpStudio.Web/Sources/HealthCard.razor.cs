using System.Diagnostics;
using CdpStudio.Core.Ingestion.Fields;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources;

/// <summary>How a source does: what comes, how far behind it is, what is wrong with it.</summary>
public sealed partial class HealthCard(ImportList imports, ViewCulture view, IStringLocalizer<SourceTexts> texts) : IDisposable
{
    // More than that are mostly values that somebody sends as names.
    private const int NewShown = 10;

    private readonly CancellationTokenSource _leaving = new();
    private ImportStatus? _lastRun;

    [Parameter, EditorRequired]
    public required SourceHealth Health { get; set; }

    private IStringLocalizer<SourceTexts> Texts => texts;

    private IEnumerable<NewField> FirstNew => Health.New.Take(NewShown);

    private int MoreNew => Health.New.Count - NewShown;

    /// <summary>Whenever the page has asked for the health anew.</summary>
    protected override Task OnParametersSetAsync() => Health.Row.Source.Kind == SourceKind.Files ? Waiting.ThroughAsync(LoadLastRunAsync) : Task.CompletedTask;

    private async Task LoadLastRunAsync() => _lastRun = (await imports.RecentAsync(1, null, _leaving.Token, Health.Row.Source.Id)).SingleOrDefault();

    private string Drift(MissingField missing)
    {
        var (today, share) = (missing.Today.ToString("N0", view.Formats), missing.Before.ToString("P0", view.Formats));
        return missing.Event is { } named
            ? texts["DriftOfEvent", missing.Name, named, today, share]
            : texts["DriftOfPeople", missing.Name, today, share];
    }

    private string Drift(NewField field)
    {
        var times = field.Times.ToString("N0", view.Formats);
        return (field.Event, field.Name) switch
        {
            ({ } named, { } name) => texts.Plural("NewInEvent", field.Today, name, named, times),
            ({ } named, null) => texts.Plural("NewEvent", field.Today, named),
            (null, { } name) => texts.Plural("NewOfPeople", field.Today, name, times),
            (null, null) => throw new UnreachableException("News of nothing"),
        };
    }

    private string Lag(TimeSpan? lag) => lag switch
    {
        null => texts["NothingWaits"],
        { TotalSeconds: < 90 } => texts.Plural("Seconds", Math.Max(1, (long)lag.Value.TotalSeconds)),
        _ => texts.Plural("Minutes", (long)lag.Value.TotalMinutes),
    };

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
