using CdpStudio.Core.Sources.Imports.Guessing;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;

namespace CdpStudio.Core.Sources.Imports;

/// <param name="EncodingSure">False: somebody should look at the preview.</param>
public sealed record PreparedDraft(DraftChoices Choices, bool EncodingSure);

/// <summary>What the browser's steps ask of an uploaded file.</summary>
public sealed class ImportPreparation(ImportFiles files)
{
    public Task<FileFormat> FormatAsync(ImportDraft draft, CancellationToken cancellationToken) =>
        files.FormatOfAsync(draft.StoredFile, cancellationToken);

    /// <summary>What was chosen before, else what the file looks like.</summary>
    public async Task<PreparedDraft> PrepareAsync(ImportDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Choices is not null) return new PreparedDraft(DraftChoices.Read(draft.Choices), EncodingSure: true);

        var separator = draft.FileName.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : (char?)null;
        var detected = await ReadingDetection.DetectAsync(files.PathOf(draft.StoredFile), null, separator, null, cancellationToken);
        return new PreparedDraft(await GuessAsync(draft, detected.Reading, cancellationToken), detected.EncodingSure);
    }

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
