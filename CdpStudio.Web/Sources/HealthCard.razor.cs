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
    private readonly CancellationTokenSource _leaving = new();
    private ImportStatus? _lastRun;

    [Parameter, EditorRequired]
    public required SourceHealth Health { get; set; }

    private IStringLocalizer<SourceTexts> Texts => texts;

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
