using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.DryRuns;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources.Imports;

/// <summary>Tries the import, and starts it. Whoever leaves the step gives the trial up.</summary>
public sealed partial class CheckStep(DryRun dryRun, IStringLocalizer<ImportTexts> texts)
{
    private readonly CancellationTokenSource _leaving = new();
    private DryRunResult? _result;
    private string? _refusal;
    private bool _starting;

    [Parameter, EditorRequired]
    public required StoredFile File { get; set; }

    [Parameter, EditorRequired]
    public required DraftChoices Choices { get; set; }

    /// <summary>Why the import could not start.</summary>
    [Parameter]
    public string? Refusal { get; set; }

    /// <summary>What can still be chosen here changes nothing that the trial counts.</summary>
    [Parameter]
    public EventCallback<DraftChoices> OnChange { get; set; }

    [Parameter]
    public EventCallback OnStart { get; set; }

    [Parameter]
    public string? Back { get; set; }

    /// <summary>Completes when the trial has ended or was given up.</summary>
    internal Task Trying { get; private set; } = Task.CompletedTask;

    private IStringLocalizer<ImportTexts> Texts => texts;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) Trying = InvokeAsync(() => TryAsync(_leaving.Token));
    }

    private async Task TryAsync(CancellationToken leaving)
    {
        if (Choices.ToMapping() is not MappingReading.Read { Mapping: var mapping })
        {
            _refusal = texts["MappingRefused"];
            StateHasChanged();
            return;
        }

        try
        {
            Show(await dryRun.RunAsync(File, mapping, new Progress<DryRunResult>(Show), leaving));
        }
        catch (UnreadableFileException e)
        {
            _refusal = texts[$"Problem.{e.Problem}", e.Detail];
            StateHasChanged();
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The step was left.
        }

        // Progress may be told late, when the end is known already.
        void Show(DryRunResult result)
        {
            if (leaving.IsCancellationRequested || _result is { IsDone: true }) return;

            _result = result;
            StateHasChanged();
        }
    }

    private async Task PressAsync()
    {
        _starting = true;
        try
        {
            await OnStart.InvokeAsync();
        }
        finally
        {
            _starting = false;
        }
    }
}
