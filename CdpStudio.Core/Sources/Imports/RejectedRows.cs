using System.Runtime.CompilerServices;
using System.Text.Json;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Sources.Imports.Rows;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources.Imports;

/// <param name="Line">As an editor counts lines and Excel its rows.</param>
/// <param name="Cells">As they stand in the file; of a row that breaks the format its whole text as the first one.</param>
/// <param name="Column">Name of the column at fault; null when it is the row.</param>
/// <param name="Detail">Of a quarantined row, why, in English.</param>
public sealed record RejectedRow(long Line, IReadOnlyList<string> Cells, RejectReason Reason, string? Column, string? Value, string? Detail)
{
    /// <summary>Cells up to the last that is filled.</summary>
    public int Width => Cells.Select((cell, i) => cell.Length > 0 ? i + 1 : 0).DefaultIfEmpty().Max();
}

/// <summary>The rows of an import that were not taken, read from its file again in one pass: only their numbers are in the database.</summary>
public sealed class RejectedRows(IDbContextFactory<StudioDbContext> contexts, ImportFiles files)
{
    /// <summary>Null when there is no such import, or its file is no longer kept.</summary>
    public async Task<RejectedFile?> OpenAsync(ImportRunId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var run = await db.ImportRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Number == id.Value, cancellationToken);
        if (run is null || !File.Exists(files.PathOf(run.StoredFile))) return null;

        var columns = await files.ColumnsOfAsync(run, cancellationToken);
        return new RejectedFile(run.FileName, columns, await WidthAsync(db, run, columns.Count, cancellationToken), ReadAsync(run, cancellationToken));
    }

    /// <summary>The file is read once more where rows have more cells than there are columns.</summary>
    private async Task<int> WidthAsync(StudioDbContext db, ImportRun run, int columns, CancellationToken cancellationToken)
    {
        if (!await db.ImportRejects.AnyAsync(r => r.Run == run.Number && r.Reason == RejectReason.TooManyCells, cancellationToken)) return columns;

        var width = columns;
        await foreach (var row in ReadAsync(run, cancellationToken)) width = Math.Max(width, row.Width);
        return width;
    }

    private async IAsyncEnumerable<RejectedRow> ReadAsync(ImportRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var quarantined = await QuarantinedAsync(db, run.Id, cancellationToken);
        await using var rejects = db.ImportRejects.AsNoTracking()
            .Where(r => r.Run == run.Number)
            .OrderBy(r => r.Row)
            .AsAsyncEnumerable()
            .GetAsyncEnumerator(cancellationToken);
        var mapping = ((MappingReading.Read)MappingJson.Read(run.Mapping)).Mapping;
        using var file = await TableFile.OpenAsync(files.PathOf(run.StoredFile), mapping, cancellationToken);
        var mapper = new RowMapper(mapping, file.Columns, run.CreatedAt.ToUnixTimeMilliseconds());

        var isThere = await rejects.MoveNextAsync();
        for (var row = 1L; row <= run.RowsRead && (isThere || quarantined.Count > 0) && await file.Rows.ReadAsync(cancellationToken); row++)
        {
            var mapped = quarantined.Count > 0 ? mapper.Map(file.Rows) : null;
            if (isThere && rejects.Current.Row == row)
            {
                var at = rejects.Current.Column;
                yield return new RejectedRow(
                    file.Rows.Line, file.Rows.ToArray(), rejects.Current.Reason, at is null ? null : file.Columns.ElementAtOrDefault(at.Value), at is null ? null : file.Rows[at.Value].ToString(), null);
                isThere = await rejects.MoveNextAsync();
            }
            else if (mapped is MappedRow.Taken taken && quarantined.TryGetValue(taken.Message.Key, out var words))
            {
                // Rows of one key may all have come into quarantine.
                yield return new RejectedRow(file.Rows.Line, file.Rows.ToArray(), RejectReason.Quarantined, null, null, words.Dequeue());
                if (words.Count == 0) quarantined.Remove(taken.Message.Key);
            }
        }
    }

    private static async Task<Dictionary<string, Queue<string>>> QuarantinedAsync(StudioDbContext db, ImportRunId run, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<string, Queue<string>>();
        var messages = db.QuarantinedMessages
            .Where(m => m.Run == run.Value && m.State != QuarantineState.Stored && m.State != QuarantineState.Duplicate)
            .OrderBy(m => m.Id).Select(m => new { m.Payload, m.Words }).AsAsyncEnumerable();
        await foreach (var message in messages.WithCancellation(cancellationToken))
        {
            // Without a key it was emptied: its person is erased.
            if (JsonSerializer.Deserialize<Message>(message.Payload, JsonSerializerOptions.Web) is not { Key: { } key }) continue;
            if (!keys.TryGetValue(key, out var words)) keys[key] = words = [];
            words.Enqueue(message.Words);
        }

        return keys;
    }
}

/// <param name="FileName">Of the import.</param>
/// <param name="Width">Of the widest row, at least one for each column.</param>
public sealed record RejectedFile(string FileName, IReadOnlyList<string> Columns, int Width, IAsyncEnumerable<RejectedRow> Rows);
