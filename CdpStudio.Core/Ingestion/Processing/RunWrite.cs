using CdpStudio.Core.Facts;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>What one transaction adds to a run: how many of its messages became what, and where its facts lie.</summary>
internal sealed class RunWrite(int run)
{
    private readonly List<FactRange> _ranges = [];

    public RunTally Tally { get; } = new() { Run = run };

    /// <summary>Counts a message with the facts that it left. Messages come in the order of their facts.</summary>
    public void Stored(long first, long last)
    {
        Tally.Stored++;
        if (Tally.FirstFact == 0) Tally.FirstFact = first;
        Tally.LastFact = last;
        if (_ranges.Count > 0 && _ranges[^1].Last + 1 == first) _ranges[^1] = _ranges[^1] with { Last = last };
        else _ranges.Add(new FactRange(first, last));
    }

    public async Task WriteAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        var tally = await db.RunTallies.SingleOrDefaultAsync(t => t.Run == run, cancellationToken);
        if (tally is null) db.Add(tally = new RunTally { Run = run });

        tally.Stored += Tally.Stored;
        tally.Duplicate += Tally.Duplicate;
        tally.Quarantined += Tally.Quarantined;
        tally.Erased += Tally.Erased;
        if (tally.FirstFact == 0) tally.FirstFact = Tally.FirstFact;
        if (Tally.LastFact > 0) tally.LastFact = Tally.LastFact;
        if (_ranges.Count > 0) await AddRangesAsync(db, cancellationToken);
    }

    private async Task AddRangesAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        var newest = await db.RunRanges.Where(r => r.Run == run).OrderByDescending(r => r.First).FirstOrDefaultAsync(cancellationToken);
        foreach (var range in _ranges)
        {
            if (newest is not null && newest.Last + 1 == range.First) newest.Last = range.Last;
            else db.Add(newest = new RunRange { Run = run, First = range.First, Last = range.Last });
        }
    }
}
