using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Rows;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>
/// Rows of imported files that were not taken and name the person. Their text is in the files alone, so it is read there, for as long as
/// the files are kept. Rows that came into quarantine are told there, and of an import that is not through nothing is said yet.
/// </summary>
internal sealed class RejectedOfPerson(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, RejectedRows rejected, ImportFiles files, StoredSteps steps,
    CurrentIdentityRules rules) : IPersonalData
{
    public string Part => PersonalPart.RejectedRows;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var carried = new CarriedIdentifiers(person.Identifiers, rules.Rules);
        foreach (var run in await RunsAsync(cancellationToken))
        {
            if (await rejected.OpenAsync(run.Id, cancellationToken) is not { } file) continue;

            var expected = ExpectedIn(run, file.Columns);
            await foreach (var row in file.Rows.WithCancellation(cancellationToken))
            {
                if (row.Reason != RejectReason.Quarantined && Carries(row, expected, carried)) yield return Of(run, file.Columns, row);
            }
        }
    }

    /// <summary>
    /// Files that name the person go as a whole, and with them all of their rejected rows: nobody could take a row out of a workbook without
    /// making another file of it. What an import that is not through still reads is left to it, for the processor refuses the person's rows.
    /// </summary>
    public async Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken)
    {
        var carried = new CarriedIdentifiers(person.Identifiers, rules.Rules);
        var removed = 0L;
        List<ImportRun> runs;
        List<ImportDraft> drafts;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            runs = await ImportsThatEnded.Of(db).AsNoTracking().OrderBy(r => r.Number).ToListAsync(cancellationToken);
            drafts = await db.ImportDrafts.AsNoTracking().OrderBy(d => d.Id).ToListAsync(cancellationToken);
        }

        foreach (var run in runs.Where(r => File.Exists(files.PathOf(r.StoredFile))))
        {
            if (!await FileSearch.NamesAsync(files.PathOf(run.StoredFile), KnownColumns.Of(MappingOf(run)), carried, cancellationToken)) continue;

            // The search takes a while, and one that failed may be at work again.
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            if (!await ImportsThatEnded.Of(db).AnyAsync(r => r.Number == run.Number, cancellationToken)) continue;

            files.Delete(run.StoredFile);
            removed++;
        }

        foreach (var draft in drafts)
        {
            if (await NamesAsync(draft, carried, cancellationToken) && await RemoveAsync(draft, cancellationToken)) removed++;
        }

        await steps.EraseAsync(carried, cancellationToken);
        return removed;
    }

    private async Task<IReadOnlyList<ImportRun>> RunsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rejects = db.ImportRejects;
        return await ImportsThatEnded.Of(db).AsNoTracking().Where(r => rejects.Any(x => x.Run == r.Number)).OrderBy(r => r.Number).ToListAsync(cancellationToken);
    }

    private async Task<bool> NamesAsync(ImportDraft draft, CarriedIdentifiers carried, CancellationToken cancellationToken)
    {
        var columns = draft.Choices is null ? null : KnownColumns.Of(DraftChoices.Read(draft.Choices));
        return File.Exists(files.PathOf(draft.StoredFile)) && await FileSearch.NamesAsync(files.PathOf(draft.StoredFile), columns, carried, cancellationToken);
    }

    /// <summary>As if it had been left for too long. Not if its import was started meanwhile: the file is that one's now.</summary>
    private async Task<bool> RemoveAsync(ImportDraft draft, CancellationToken cancellationToken)
    {
        var removed = await queue.WriteAsync(
            WritePriority.Background, (db, token) => db.ImportDrafts.Where(d => d.Id == draft.Id).ExecuteDeleteAsync(token), cancellationToken);
        if (removed > 0) files.Delete(draft.StoredFile);
        return removed > 0;
    }

    private static ImportMapping MappingOf(ImportRun run) => ((MappingReading.Read)MappingJson.Read(run.Mapping)).Mapping; // stored whole

    private static bool[] ExpectedIn(ImportRun run, IReadOnlyList<string> columns)
    {
        var named = MappingOf(run).Columns.Where(c => c.To is ColumnTarget.Identifier).Select(c => c.From).ToHashSet(StringComparer.Ordinal);
        return [.. columns.Select(named.Contains)];
    }

    // Of a row that breaks the format the whole text is the first cell.
    private static bool Carries(RejectedRow row, bool[] expected, CarriedIdentifiers carried) =>
        row.Cells.Index().Any(cell => carried.Is(cell.Item, expected.ElementAtOrDefault(cell.Index))) || (row.Cells.Count == 1 && carried.AreWithin(row.Cells[0]));

    private static JsonObject Of(ImportRun run, IReadOnlyList<string> columns, RejectedRow row) => new()
    {
        ["import"] = run.Number,
        ["fileName"] = run.FileName,
        ["line"] = row.Line,
        ["reason"] = PersonalJson.Name(row.Reason),
        ["column"] = row.Column,
        ["cells"] = new JsonArray([.. row.Cells.Select((cell, i) => (JsonNode)new JsonObject { ["column"] = columns.ElementAtOrDefault(i), ["value"] = cell })]),
    };
}
