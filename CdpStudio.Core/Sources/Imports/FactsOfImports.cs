using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>From the ranges of import runs, which are written in the transaction of their facts: whoever sees a fact sees whose it is.</summary>
internal sealed class FactsOfImports(IDbContextFactory<StudioDbContext> contexts) : IImportedFacts
{
    public async Task<IReadOnlyList<ImportedFacts>> BetweenAsync(long after, long last, CancellationToken cancellationToken)
    {
        if (after >= last) return [];

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var runs = db.ImportRuns;
        var brought = await db.RunRanges
            .Where(r => r.Last > after && r.First <= last)
            .Join(runs, r => r.Run, run => run.Number, (r, run) => new { r.First, r.Last, r.Run, run.IsQuiet })
            .ToListAsync(cancellationToken);
        var ranges = db.RunRanges.Join(runs, r => r.Run, run => run.Number, (r, run) => r);
        // Each range of a run is cancelled as a whole.
        var takenBack = await db.CancellationFacts
            .Where(c => c.Number > after && c.Number <= last)
            .Join(ranges, c => c.First, r => r.First, (c, r) => new { c.First, c.Last, r.Run, c.Number })
            .ToListAsync(cancellationToken);
        return
        [
            .. brought.Select(b => new ImportedFacts(new FactRange(Math.Max(b.First, after + 1), Math.Min(b.Last, last)), b.Run, b.IsQuiet)),
            .. takenBack.Select(t => new ImportedFacts(new FactRange(t.First, t.Last), t.Run, IsQuiet: true, t.Number)),
        ];
    }
}
