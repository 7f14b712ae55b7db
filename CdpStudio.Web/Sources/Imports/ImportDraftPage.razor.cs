using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Guessing;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Web.Access;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources.Imports;

/// <summary>A file between upload and import. Every choice is saved as it is made, so leaving loses nothing.</summary>
public sealed partial class ImportDraftPage(
    ImportDrafts drafts, ImportPreparation preparation, StartImportHandler start, NavigationManager navigation, IStringLocalizer<ImportTexts> texts)
    : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private CancellationTokenSource _checking = new();
    private CancellationToken _left;
    private ImportDraft? _draft;
    private DraftChoices? _choices;
    private FileContents? _contents;
    private FilePreview? _preview;
    private CheckedMapping? _check;
    private DraftChoices? _checked;
    private FoundTemplate? _template;
    private MappingReading.Refused? _refused;
    private string? _refusal;
    private bool _isGone;
    private bool _sure = true;
    private string _owner = "";
    private string _user = "";

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    public string? Step { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<ImportTexts> Texts => texts;

    private string Title => _draft is null ? texts["Title"] : texts["ImportOf", _draft.FileName];

    private IReadOnlyList<PageHeader.Crumb> Under => [new(texts["Sources"], "/sources"), new(texts["Title"], "/sources/import")];

    private ImportStep At => Step switch { "columns" => ImportStep.Columns, "check" => ImportStep.Check, _ => ImportStep.Reading };

    protected override void OnInitialized() => _left = _leaving.Token;

    protected override async Task OnParametersSetAsync()
    {
        if (_draft?.Id == Id)
        {
            await KeepStepAsync();
            return;
        }

        var user = (await Authentication).User;
        (_owner, _user) = (user.UserId.ToString(), user.Identity?.Name ?? "");
        _draft = await drafts.FindAsync(Id, _owner, _left);
        _isGone = _draft is null;
        if (_draft is not null) await LoadAsync(_draft);
        await KeepStepAsync();
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
        _checking.Dispose();
    }

    /// <summary>Who comes back goes on where they were.</summary>
    private async Task KeepStepAsync()
    {
        // A file that was only looked at is detected again, perhaps better.
        if (_choices is null || _choices.Step == Step || (_choices.Step is null && At == ImportStep.Reading)) return;

        _choices = _choices with { Step = Step };
        await SaveAsync(_choices);
    }

    private async Task LoadAsync(ImportDraft draft)
    {
        try
        {
            await ShowAsync(draft, await preparation.PrepareAsync(draft, _left), save: false);
        }
        catch (UnreadableFileException e)
        {
            Refuse(e);
        }
    }

    private async Task ReadAgainAsync(GivenReading given)
    {
        if (_draft is null || _choices is null) return;

        try
        {
            if (_choices.Header && given == _choices.Given with { HiddenRows = given.HiddenRows })
            {
                await ShowRowsAsync(_draft, given.HiddenRows);
                return;
            }

            var prepared = await preparation.DetectAsync(_draft, given, _left);
            await ShowAsync(_draft, prepared with { Choices = prepared.Choices with { Step = Step } }, save: true);
        }
        catch (UnreadableFileException e)
        {
            Refuse(e);
        }
    }

    /// <summary>Other rows of the same columns, which mean what they meant.</summary>
    private async Task ShowRowsAsync(ImportDraft draft, bool? hidden)
    {
        var preview = await preparation.PreviewAsync(draft, (_choices! with { HiddenRows = hidden }).Reading, _left);
        // What was chosen in the meantime stays, and so does what was found, with the very box that was ticked.
        (_preview, _refusal, _checked) = (preview, null, null);
        _choices = _choices with { HiddenRows = hidden };
        await SaveAsync(_choices);
        await CheckAsync(draft);
    }

    private async Task ShowAsync(ImportDraft draft, PreparedDraft prepared, bool save)
    {
        var contents = preparation.ContentsOf(draft, prepared.Choices.Entry);
        var preview = await preparation.PreviewAsync(draft, prepared.Choices.Reading, _left);
        (_contents, _preview, _check, _checked) = (contents, preview, null, null);
        (_choices, _sure, _refusal, _template) = (prepared.Choices, prepared.EncodingSure, null, prepared.Template);
        if (save) await SaveAsync(prepared.Choices);
        await CheckAsync(draft);
    }

    private async Task GuessAgainAsync()
    {
        if (_draft is null || _choices is null) return;

        var prepared = await preparation.GuessAsync(_draft, _choices.Given, _left);
        await ShowAsync(_draft, prepared with { Choices = prepared.Choices with { Step = Step } }, save: true);
    }

    /// <summary>Also when the page is being left: a choice is not lost by that.</summary>
    private Task SaveAsync(DraftChoices choices) => drafts.SaveAsync(Id, _owner, choices, CancellationToken.None);

    /// <summary>What was shown before stays, so that something else can be chosen.</summary>
    private void Refuse(UnreadableFileException e) => _refusal = texts[$"Problem.{e.Problem}", e.Detail];

    private async Task ChangeAsync(DraftChoices choices)
    {
        if (_draft is null) return;

        (_choices, _refused) = (choices, null);
        await SaveAsync(choices);
        await CheckAsync(_draft);
    }

    /// <summary>The newest choices win: a check that is still running for older ones is given up.</summary>
    private async Task CheckAsync(ImportDraft draft)
    {
        if (_left.IsCancellationRequested || _choices is not { } choices) return;

        await _checking.CancelAsync();
        _checking.Dispose();
        _checking = CancellationTokenSource.CreateLinkedTokenSource(_left);
        try
        {
            var check = await preparation.CheckAsync(draft, choices, _checking.Token);
            if (IsOf(choices)) (_check, _checked) = (check, choices);
        }
        catch (OperationCanceledException)
        {
            // Newer choices are being checked, or the page was left.
        }
    }

    // Which step is open changes nothing that is checked.
    private bool IsOf(DraftChoices? choices) => choices is not null && choices with { Step = null } == _choices! with { Step = null };

    private async Task StartAsync()
    {
        if (_draft is null || _choices is null) return;

        // Also where the last step was opened by its address.
        var check = IsOf(_checked) ? _check : await preparation.CheckAsync(_draft, _choices, _left);
        if (FormatQuestions.Open(_choices, check) > 0)
        {
            navigation.NavigateTo(ImportFilePage.AddressOf(Id, ImportStep.Columns));
            return;
        }

        _refused = _choices.ToMapping() as MappingReading.Refused;
        if (_choices.ToMapping() is not MappingReading.Read read) return;

        switch (await start.HandleAsync(new StartImport(FileOf(_draft), read.Mapping, _user, _draft.Id) { Choices = _choices }, CancellationToken.None))
        {
            case StartImportResult.Started started:
                navigation.NavigateTo(ImportRunPage.AddressOf(started.Run));
                break;
            case StartImportResult.Refused refused:
                _refused = new MappingReading.Refused(refused.Pointer ?? "", refused.Detail);
                break;
        }
    }

    private async Task DiscardAsync()
    {
        await drafts.DiscardAsync(Id, _owner, CancellationToken.None);
        navigation.NavigateTo("/sources/import");
    }

    private static StoredFile FileOf(ImportDraft draft) => new(draft.FileName, draft.StoredFile, draft.Bytes);

    private string? AddressOf(ImportStep step) => step switch
    {
        ImportStep.Reading or ImportStep.Columns or ImportStep.Check => ImportFilePage.AddressOf(Id, step),
        _ => null,
    };
}
