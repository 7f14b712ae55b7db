using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Rows;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>
/// Rows of imported files that were not taken and name the person. Their text is in the files alone, so it is read there, for as long as
/// the files are kept. Rows that came into quarantine are told there.
/// </summary>
internal sealed class RejectedOfPerson(IDbContextFactory<StudioDbContext> contexts, RejectedRows rejected) : IPersonalData
{
    public string Part => PersonalPart.RejectedRows;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var carried = new CarriedIdentifiers(person.Identifiers);
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

    private async Task<IReadOnlyList<ImportRun>> RunsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rejects = db.ImportRejects;
        return await db.ImportRuns.AsNoTracking().Where(r => rejects.Any(x => x.Run == r.Number)).OrderBy(r => r.Number).ToListAsync(cancellationToken);
    }

    private static bool[] ExpectedIn(ImportRun run, IReadOnlyList<string> columns)
    {
        var mapping = ((MappingReading.Read)MappingJson.Read(run.Mapping)).Mapping; // stored whole
        var named = mapping.Columns.Where(c => c.To is ColumnTarget.Identifier).Select(c => c.From).ToHashSet(StringComparer.Ordinal);
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
