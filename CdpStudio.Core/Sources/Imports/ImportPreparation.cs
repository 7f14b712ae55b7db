using CdpStudio.Core.Sources.Imports.Guessing;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Sources.Imports.Reading.Packing;

namespace CdpStudio.Core.Sources.Imports;

/// <param name="EncodingSure">False: somebody should look at the preview.</param>
/// <param name="Template">What the columns' meaning was taken from; null when it was guessed or chosen.</param>
public sealed record PreparedDraft(DraftChoices Choices, bool EncodingSure, FoundTemplate? Template = null);

/// <summary>What the browser's steps ask of an uploaded file.</summary>
public sealed class ImportPreparation(ImportFiles files, ImportTemplates templates)
{
    /// <summary>What was chosen before, else what the file looks like. Of an archive's several files the first one.</summary>
    /// <exception cref="UnreadableFileException">The file is none that can be read.</exception>
    public async Task<PreparedDraft> PrepareAsync(ImportDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Choices is not null) return new PreparedDraft(DraftChoices.Read(draft.Choices), EncodingSure: true);

        var first = FileContent.EntriesOf(files.PathOf(draft.StoredFile)) is [var entry, ..] ? entry : null;
        return await DetectAsync(draft, new GivenReading(Entry: first), cancellationToken);
    }

    /// <summary>Detects again, with only so much given; the columns mean what they meant in the last file that had them, or are guessed.</summary>
    /// <exception cref="UnreadableFileException">The file is none that can be read, or not what was given.</exception>
    public async Task<PreparedDraft> DetectAsync(ImportDraft draft, GivenReading given, CancellationToken cancellationToken)
    {
        var guessed = await GuessAsync(draft, given, cancellationToken);
        return await templates.FindAsync(guessed.Choices, cancellationToken) is { } template
            ? guessed with { Choices = template.Choices, Template = template }
            : guessed;
    }

    /// <summary>As <see cref="DetectAsync"/>, whatever was imported before.</summary>
    public async Task<PreparedDraft> GuessAsync(ImportDraft draft, GivenReading given, CancellationToken cancellationToken)
    {
        var name = given.Entry ?? draft.FileName;
        var isTabs = name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tsv.gz", StringComparison.OrdinalIgnoreCase);
        if (isTabs && given is { Format: null or TableFormat.Csv, Separator: null }) given = given with { Separator = '\t' };
        var detected = await ReadingDetection.DetectAsync(files.PathOf(draft.StoredFile), given, cancellationToken);
        return new PreparedDraft(await GuessAsync(draft, detected.Reading, cancellationToken), detected.EncodingSure);
    }

    /// <summary>The sheets and files that there are to choose from.</summary>
    public FileContents ContentsOf(ImportDraft draft, string? entry) => FileContents.Of(files.PathOf(draft.StoredFile), entry);

    /// <summary>A new guess at the columns, since another reading makes others.</summary>
    public async Task<DraftChoices> GuessAsync(ImportDraft draft, FileReading reading, CancellationToken cancellationToken) =>
        DraftChoices.Of(reading, await MappingGuess.OfAsync(files.PathOf(draft.StoredFile), reading, cancellationToken));

    public Task<FilePreview> PreviewAsync(ImportDraft draft, FileReading reading, CancellationToken cancellationToken) =>
        FilePreview.ReadAsync(files.PathOf(draft.StoredFile), reading, cancellationToken);

    /// <summary>Tries the choices on the file's first rows. A choice that makes no sense by itself, such as a broken date format, fits nothing.</summary>
    public Task<CheckedMapping> CheckAsync(ImportDraft draft, DraftChoices choices, CancellationToken cancellationToken)
    {
        var timestamp = choices is { IsEvents: true, Timestamp: { From.Length: > 0 } time } ? time.ToGuess() : null;
        return MappingCheck.RunAsync(
            files.PathOf(draft.StoredFile), choices.Reading, [.. choices.Columns.Select(c => c.ToGuess())], timestamp, cancellationToken);
    }
}
