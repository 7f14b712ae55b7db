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
    private ImportDraft? _draft;
    private DraftChoices? _choices;
    private FileContents? _contents;
    private FilePreview? _preview;
    private CheckedMapping? _check;
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

    protected override async Task OnParametersSetAsync()
    {
        if (_draft?.Id == Id)
        {
            await KeepStepAsync();
            return;
        }

        var user = (await Authentication).User;
        (_owner, _user) = (user.UserId.ToString(), user.Identity?.Name ?? "");
        _draft = await drafts.FindAsync(Id, _owner, _leaving.Token);
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
        await drafts.SaveAsync(Id, _owner, _choices, _leaving.Token);
    }

    private async Task LoadAsync(ImportDraft draft)
    {
        try
        {
            await ShowAsync(draft, await preparation.PrepareAsync(draft, _leaving.Token));
        }
        catch (UnreadableFileException e)
        {
            Refuse(e);
        }
    }

    private async Task ReadAgainAsync(GivenReading given)
    {
        if (_draft is null) return;

        try
        {
            var prepared = await preparation.DetectAsync(_draft, given, _leaving.Token);
            await ShowAndSaveAsync(_draft, prepared);
        }
        catch (UnreadableFileException e)
        {
            Refuse(e);
        }
    }

    private async Task ShowAsync(ImportDraft draft, PreparedDraft prepared)
    {
        _contents = preparation.ContentsOf(draft, prepared.Choices.Entry);
        _preview = await preparation.PreviewAsync(draft, prepared.Choices.Reading, _leaving.Token);
        (_choices, _sure, _refusal, _template) = (prepared.Choices, prepared.EncodingSure, null, prepared.Template);
        await CheckAsync(draft, prepared.Choices);
    }

    private async Task GuessAgainAsync()
    {
        if (_draft is null || _choices is null) return;

        var prepared = await preparation.GuessAsync(_draft, _choices.Given, _leaving.Token);
        await ShowAndSaveAsync(_draft, prepared);
    }

    private async Task ShowAndSaveAsync(ImportDraft draft, PreparedDraft prepared)
    {
        var choices = prepared.Choices with { Step = Step };
        await ShowAsync(draft, prepared with { Choices = choices });
        await drafts.SaveAsync(Id, _owner, choices, _leaving.Token);
    }

    /// <summary>What was shown before stays, so that something else can be chosen.</summary>
    private void Refuse(UnreadableFileException e) => _refusal = texts[$"Problem.{e.Problem}", e.Detail];

    private async Task ChangeAsync(DraftChoices choices)
    {
        if (_draft is null) return;

        (_choices, _refused) = (choices, null);
        await drafts.SaveAsync(Id, _owner, choices, _leaving.Token);
        await CheckAsync(_draft, choices);
    }

    /// <summary>The newest choices win: a check that is still running for older ones is given up.</summary>
    private async Task CheckAsync(ImportDraft draft, DraftChoices choices)
    {
        await _checking.CancelAsync();
        _checking.Dispose();
        _checking = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
        var token = _checking.Token;
        try
        {
            var check = await preparation.CheckAsync(draft, choices, token);
            if (!token.IsCancellationRequested) _check = check;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Newer choices are being checked, or the page was left.
        }
    }

    private async Task StartAsync()
    {
        if (_draft is null || _choices is null) return;

        // Also where the last step was opened by its address.
        if (FormatQuestions.Open(_choices, _check ?? await preparation.CheckAsync(_draft, _choices, _leaving.Token)) > 0)
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
