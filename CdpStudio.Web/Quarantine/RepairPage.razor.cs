using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Repair;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Quarantine;

/// <summary>A rule is written, looked at on the messages themselves, and carried out.</summary>
public sealed partial class RepairPage(
    PreviewRepair preview, SeenMessages seen, StartRepairHandler start, RepairList repairs, NavigationManager navigation, IStringLocalizer<QuarantineTexts> texts) : IDisposable
{
    private const string PathList = "repair-paths";

    private readonly CancellationTokenSource _leaving = new();
    private readonly List<StepDraft> _steps = [];
    private QuarantineSelection? _selection;
    private IReadOnlyList<string> _paths = [];
    private string? _lastRule;
    private string? _pointer;
    private RepairPreview? _preview;
    private long _messages;
    private bool _isLoaded;
    private bool _busy;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [SupplyParameterFromQuery(Name = "reason")]
    public string? Reason { get; set; }

    [SupplyParameterFromQuery(Name = "source")]
    public int? SourceId { get; set; }

    [SupplyParameterFromQuery(Name = "items")]
    public string? Items { get; set; }

    private IStringLocalizer<QuarantineTexts> Texts => texts;

    protected override async Task OnInitializedAsync()
    {
        _selection = QuarantineAddress.Read(Reason, SourceId, Items);
        if (_selection is not null)
        {
            (_messages, _paths) = await preview.LookAsync(_selection, _leaving.Token);
            _lastRule = _selection.Reason is { } reason ? await repairs.LastRuleAsync(reason, _leaving.Token) : null;
        }

        _steps.Add(StepDraft.For(_selection?.Reason));
        _isLoaded = true;
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private string? FaultAt(int step) => _pointer?.Split('/') switch
    {
        ["", "steps", var at, var member, ..] when at == step.ToString(System.Globalization.CultureInfo.InvariantCulture) => member == "type" ? "format" : member,
        _ => null,
    };

    // What was previewed is no longer what is written.
    private void Changed() => (_preview, _pointer) = (null, null);

    private void Change(int at, StepDraft step)
    {
        _steps[at] = step;
        Changed();
    }

    private EventCallback RemoveOf(int at) => _steps.Count == 1 ? default : EventCallback.Factory.Create(this, () =>
    {
        _steps.RemoveAt(at);
        Changed();
    });

    private void Add()
    {
        _steps.Add(StepDraft.For(null));
        Changed();
    }

    private void UseLastRule()
    {
        _steps.Clear();
        _steps.AddRange(StepDraft.Read(_lastRule!)); // the button is there only with one
        Changed();
    }

    private async Task PreviewAsync()
    {
        Changed();
        var reading = RepairRuleReader.Read(StepDraft.Write(_steps));
        _pointer = (reading as RepairReading.Refused)?.Pointer;
        if (reading is not RepairReading.Read { Rule: var rule } || _selection is null) return;

        _busy = true;
        StateHasChanged();
        _preview = Shown(await preview.RunAsync(_selection, rule, _leaving.Token));
        _messages = _preview.Messages;
        _busy = false;
    }

    private RepairPreview Shown(RepairPreview of) => of with
    {
        Remaining = [.. of.Remaining.Select(r => r with { Words = seen.Of(r.Words) })],
        Samples = [.. of.Samples.Select(s => s with
        {
            Before = seen.Of(s.Before),
            After = s.After is null ? null : seen.Of(s.After),
            Refusal = s.Refusal is { } refusal ? refusal with { Words = seen.Of(refusal.Words) } : null,
        })],
    };

    private async Task ReplayAsync()
    {
        if (_selection is null) return;

        _busy = true;
        var by = (await Authentication).User.Identity?.Name ?? "";
        var result = await start.HandleAsync(new StartRepair(_selection, StepDraft.Write(_steps), by), CancellationToken.None);
        _busy = false;
        if (result is StartRepairResult.Started started) navigation.NavigateTo(QuarantineAddress.OfRepair(started.Repair));
        else _messages = 0;
    }
}
