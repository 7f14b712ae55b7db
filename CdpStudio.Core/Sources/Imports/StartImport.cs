using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Sources.Imports.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Sources.Imports;

/// <param name="Draft">The draft that the file comes from; it ends with the start.</param>
public sealed record StartImport(StoredFile File, ImportMapping Mapping, string? RequestedBy = null, Guid? Draft = null);

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
    public async Task<StartImportResult> HandleAsync(StartImport command, CancellationToken cancellationToken)
    {
        var format = await files.FormatOfAsync(command.File.StoredName, cancellationToken);
        if (format.Refusal() is { } refusal) return new StartImportResult.Refused(null, refusal);

        var mapping = await WithReadingAsync(command, cancellationToken);
        if (await MisfitAsync(command.File, mapping, cancellationToken) is { } misfit) return misfit;

        var run = await queue.WriteAsync(WritePriority.Interactive, (db, token) => AddAsync(db, command, mapping, token), cancellationToken);
        jobs.Announce(run.Job);
        LogStarted(run.Id, run.Bytes);
        return new StartImportResult.Started(run.Id);
    }

    private async Task<ImportMapping> WithReadingAsync(StartImport command, CancellationToken cancellationToken)
    {
        var mapping = command.Mapping;
        var detected = await ReadingDetection.DetectAsync(
            files.PathOf(command.File.StoredName), mapping.Encoding, mapping.Separator, mapping.HasHeader, cancellationToken);
        return mapping with { Encoding = detected.Reading.Encoding, Separator = detected.Reading.Separator };
    }

    private async Task<StartImportResult.Refused?> MisfitAsync(StoredFile file, ImportMapping mapping, CancellationToken cancellationToken)
    {
        using var csv = await CsvFile.OpenAsync(files.PathOf(file.StoredName), mapping.Reading, cancellationToken);
        if (csv.Columns.Count == 0) return new StartImportResult.Refused(null, "The file holds no rows.");

        foreach (var (pointer, name) in mapping.NamedColumns())
        {
            if (RowMapper.Position(csv.Columns, name) >= 0) continue;

            var there = string.Join(", ", csv.Columns.Take(20).Select(c => $"'{c}'")) + (csv.Columns.Count > 20 ? " …" : "");
            return new StartImportResult.Refused(pointer, $"{pointer} names the column '{name}', which the file does not have; it has {there}.");
        }

        return null;
    }

    private async Task<ImportRun> AddAsync(StudioDbContext db, StartImport command, ImportMapping mapping, CancellationToken cancellationToken)
    {
        var run = new ImportRun
        {
            Job = jobs.Add(db, new JobRequest(RunImport.Kind, Subject: command.File.Name, RequestedBy: command.RequestedBy)),
            FileName = command.File.Name,
            StoredFile = command.File.StoredName,
            Bytes = command.File.Bytes,
            Mapping = MappingJson.Write(mapping),
            State = ImportState.Queued,
            RequestedBy = command.RequestedBy,
            CreatedAt = clock.GetUtcNow(),
        };
        db.ImportRuns.Add(run);
        if (command.Draft is { } draft) await db.ImportDrafts.Where(d => d.Id == draft).ExecuteDeleteAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return run;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Import {Import} of {Bytes} bytes put in line")]
    private partial void LogStarted(ImportRunId import, long bytes);
}
