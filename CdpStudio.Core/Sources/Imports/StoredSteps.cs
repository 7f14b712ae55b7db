using System.Text.Json;
using System.Text.Json.Nodes;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Recurring;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>
/// Mappings outlive their files, and what somebody corrected in one is written in its steps: such a value with its correction goes when it
/// names a person who is erased. The files that are still to be read keep theirs, as they keep the row.
/// </summary>
internal sealed class StoredSteps(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue)
{
    private const string Steps = "\"transform\"";

    private static readonly string[] s_texts = ["find", "with", "value"];

    public async Task EraseAsync(CarriedIdentifiers carried, CancellationToken cancellationToken)
    {
        await EachAsync(
            db => db.ImportTemplates.Where(t => t.Choices.Contains(Steps)).Select(t => new Stored<string>(t.Header, t.Choices)),
            (db, old, json, token) => db.ImportTemplates.Where(t => t.Header == old.Key && t.Choices == old.Json).ExecuteUpdateAsync(set => set.SetProperty(t => t.Choices, json), token),
            carried,
            cancellationToken);
        await EachAsync(
            db => db.ImportDrafts.Where(d => d.Choices!.Contains(Steps)).Select(d => new Stored<Guid>(d.Id, d.Choices!)), // not null, as asked
            (db, old, json, token) => db.ImportDrafts.Where(d => d.Id == old.Key && d.Choices == old.Json).ExecuteUpdateAsync(set => set.SetProperty(d => d.Choices, json), token),
            carried,
            cancellationToken);
        await EachAsync(
            db => ImportsThatEnded.Of(db).Where(r => r.Mapping.Contains(Steps)).Select(r => new Stored<int>(r.Number, r.Mapping)),
            (db, old, json, token) => db.ImportRuns.Where(r => r.Number == old.Key && r.Mapping == old.Json).ExecuteUpdateAsync(set => set.SetProperty(r => r.Mapping, json), token),
            carried,
            cancellationToken);
        await EachAsync(
            db => db.RecurringImports.Where(r => r.Mapping.Contains(Steps)).Select(r => new Stored<Kernel.SourceId>(r.Source, r.Mapping)),
            (db, old, json, token) => db.RecurringImports.Where(r => r.Source == old.Key && r.Mapping == old.Json).ExecuteUpdateAsync(set => set.SetProperty(r => r.Mapping, json), token),
            carried,
            cancellationToken);
    }

    /// <param name="json">A mapping, whole or not.</param>
    /// <returns>Null when nobody of them is named in its steps.</returns>
    internal static string? Without(string json, CarriedIdentifiers carried)
    {
        var root = JsonNode.Parse(json);
        var changed = false;
        foreach (var column in ObjectsOf(root?["columns"]))
        {
            if (column["transform"] is not JsonObject transform || transform["steps"] is not JsonArray steps) continue;

            var expected = TextOf(column["to"])?.StartsWith("identifier:", StringComparison.Ordinal) ?? false;
            foreach (var step in ObjectsOf(steps))
            {
                var listed = step["map"] as JsonObject;
                var named = listed?.Where(v => Names(v.Key) || Names(TextOf(v.Value))).Select(v => v.Key).ToList() ?? [];
                foreach (var value in named) listed!.Remove(value); // they are in it

                var goes = s_texts.Any(member => Names(TextOf(step[member]))) || (named.Count > 0 && listed!.Count == 0);
                if (goes) steps.Remove(step);
                changed |= goes || named.Count > 0;
            }

            if (steps.Count == 0) column.Remove("transform");

            bool Names(string? text) => text is not null && (carried.Is(text, expected) || carried.AreWithin(text));
        }

        return changed ? root!.ToJsonString() : null; // what was changed is there
    }

    /// <param name="write">Writes over what was read, and over nothing that somebody saved since; says how many rows.</param>
    private async Task EachAsync<TKey>(
        Func<StudioDbContext, IQueryable<Stored<TKey>>> of, Func<StudioDbContext, Stored<TKey>, string, CancellationToken, Task<int>> write,
        CarriedIdentifiers carried, CancellationToken cancellationToken)
    {
        bool again;
        do
        {
            List<Stored<TKey>> all;
            await using (var db = await contexts.CreateDbContextAsync(cancellationToken)) all = await of(db).ToListAsync(cancellationToken);

            again = false;
            foreach (var stored in all)
            {
                if (Without(stored.Json, carried) is not { } json) continue;

                again |= await queue.WriteAsync(WritePriority.Background, (db, token) => write(db, stored, json, token), cancellationToken) == 0;
            }
        }
        while (again);
    }

    private static List<JsonObject> ObjectsOf(JsonNode? list) => list is JsonArray items ? [.. items.OfType<JsonObject>()] : [];

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private sealed record Stored<TKey>(TKey Key, string Json);
}
