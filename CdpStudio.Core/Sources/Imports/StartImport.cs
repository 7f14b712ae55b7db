using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Sources.Imports;

/// <param name="Draft">The draft that the file comes from; it ends with the start.</param>
public sealed record StartImport(StoredFile File, ImportMapping Mapping, string? RequestedBy = null, Guid? Draft = null)
{
    /// <summary>Whose messages its rows are.</summary>
    public SourceId Source { get; init; } = Sources.Source.FileImports;

    /// <summary>What the mapping was made of, to be offered for the next file with these columns; null remembers nothing.</summary>
    public DraftChoices? Choices { get; init; }
}

public abstract record StartImportResult
{
    private StartImportResult()
    {
    }

    public sealed record Started(ImportRunId Run) : StartImportResult;

    /// <param name="Pointer">JSON pointer of the mapping's member at fault; null when it is the file.</param>
    /// <param name="Detail">English, for API answers.</param>
    public sealed record Refused(string? Pointer, string Detail) : StartImportResult;
}

/// <summary>Looks whether file and mapping fit together, and puts the import in line.</summary>
public sealed partial class StartImportHandler(
    ImportFiles files, IWriteQueue queue, JobQueue jobs, TimeProvider clock, ILogger<StartImportHandler> logger)
{
    /// <summary>The caller keeps the file when this refuses.</summary>
    public Task<StartImportResult> HandleAsync(StartImport command, CancellationToken cancellationToken) =>
        HandleAsync(command, WritePriority.Interactive, (_, _, _) => Task.CompletedTask, cancellationToken);

    /// <param name="alongside">Written together with the run, or not at all.</param>
    /// <inheritdoc cref="HandleAsync(StartImport, CancellationToken)"/>
    internal async Task<StartImportResult> HandleAsync(
        StartImport command, WritePriority priority, Func<StudioDbContext, ImportRun, CancellationToken, Task> alongside, CancellationToken cancellationToken)
    {
        var (mapping, refusal) = await CheckAsync(command, cancellationToken);
        if (mapping is null) return refusal!; // one of the two is there

        var run = await queue.WriteAsync(
            priority,
            async (db, token) =>
            {
                var added = await AddAsync(db, command, mapping, token);
                await alongside(db, added, token);
                return added;
            },
            cancellationToken);
        jobs.Announce(run.Job);
        LogStarted(run.Id, run.Bytes);
        return new StartImportResult.Started(run.Id);
    }

    /// <summary>Looks whether file and mapping fit together, and starts nothing.</summary>
    /// <returns>The mapping with all that was detected, or why not.</returns>
    public async Task<(ImportMapping? Mapping, StartImportResult.Refused? Refusal)> CheckAsync(StartImport command, CancellationToken cancellationToken)
    {
        try
        {
            var mapping = await WithReadingAsync(command, cancellationToken);
            return await MisfitAsync(command.File, mapping, cancellationToken) is { } misfit ? (null, misfit) : (mapping, null);
        }
        catch (UnreadableFileException e)
        {
            return (null, new StartImportResult.Refused(e.Pointer, e.Message));
        }
    }

    private async Task<ImportMapping> WithReadingAsync(StartImport command, CancellationToken cancellationToken)
    {
        var detected = await ReadingDetection.DetectAsync(files.PathOf(command.File.StoredName), command.Mapping.Given, cancellationToken);
        return command.Mapping.With(detected.Reading);
    }

    private async Task<StartImportResult.Refused?> MisfitAsync(StoredFile file, ImportMapping mapping, CancellationToken cancellationToken)
    {
        var path = files.PathOf(file.StoredName);
        using var table = await TableFile.OpenAsync(path, mapping.Reading, cancellationToken);
        if (table.Columns.Count == 0) throw new UnreadableFileException(FileProblem.NoRows);

        foreach (var (pointer, name) in mapping.NamedColumns())
        {
            if (HeaderNames.Position(table.Columns, name) >= 0) continue;
            // Members of JSON objects may come late.
            if (mapping.Format == TableFormat.Json && await ComesLaterAsync(path, mapping, name, cancellationToken)) continue;

            var there = string.Join(", ", table.Columns.Take(20).Select(c => $"'{c}'")) + (table.Columns.Count > 20 ? " …" : "");
            return new StartImportResult.Refused(pointer, new ImportFailure.ColumnMissing(pointer, name, there).Words());
        }

        return null;
    }

    private static async Task<bool> ComesLaterAsync(string path, ImportMapping mapping, string name, CancellationToken cancellationToken)
    {
        using var table = await TableFile.OpenAsync(path, mapping, cancellationToken);
        var column = HeaderNames.Position(table.Columns, name);
        while (await table.Rows.ReadAsync(cancellationToken))
        {
            if (table.Rows.Fault == Ingestion.Parsing.RowFault.None && !table.Rows[column].IsEmpty) return true;
        }

        return false;
    }

    private async Task<ImportRun> AddAsync(StudioDbContext db, StartImport command, ImportMapping mapping, CancellationToken cancellationToken)
    {
        var run = new ImportRun
        {
            Job = jobs.Add(db, new JobRequest(RunImport.Kind, Subject: command.File.Name, RequestedBy: command.RequestedBy)),
            Source = command.Source.Value,
            FileName = command.File.Name,
            StoredFile = command.File.StoredName,
            Bytes = command.File.Bytes,
            Mapping = MappingJson.Write(mapping),
            State = ImportState.Queued,
            IsQuiet = !mapping.StartsJourneys,
            RequestedBy = command.RequestedBy,
            CreatedAt = clock.GetUtcNow(),
        };
        db.ImportRuns.Add(run);
        if (command.Draft is { } draft) await db.ImportDrafts.Where(d => d.Id == draft).ExecuteDeleteAsync(cancellationToken);
        await ImportTemplates.RememberAsync(db, command, run.CreatedAt, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return run;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Import {Import} of {Bytes} bytes put in line")]
    private partial void LogStarted(ImportRunId import, long bytes);
}
