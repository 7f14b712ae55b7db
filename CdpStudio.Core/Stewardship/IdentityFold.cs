using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Stewardship;

/// <summary>Folds everything that the log says of who is who, under rules that need not hold. Takes as long as there are edges; for jobs.</summary>
public sealed class IdentityFold
{
    private const int EdgesPerReport = 100_000;

    private readonly IDbContextFactory<StudioDbContext> _contexts;
    private readonly FactLog _log;
    private readonly FactReader _reader;
    private readonly KnownProfilesNow _profiles;

    internal IdentityFold(IDbContextFactory<StudioDbContext> contexts, FactLog log, FactReader reader, KnownProfilesNow profiles) =>
        (_contexts, _log, _reader, _profiles) = (contexts, log, reader, profiles);

    /// <param name="rules">One graph is made by each.</param>
    /// <param name="progress">Told how many edges were read, now and then.</param>
    internal async Task<FoldedLog> ReadAsync(IReadOnlyList<IdentityRules> rules, Func<long, Task>? progress, CancellationToken cancellationToken)
    {
        await _log.RefreshAsync(cancellationToken);
        var upTo = _log.Last;
        var cancelled = CancelledFacts.Of(await _log.CancellationsAsync(cancellationToken));
        var erased = (await _log.ErasuresAsync(cancellationToken)).SelectMany(e => e.Profiles).ToHashSet();
        var graphs = rules.Select(r => new IdentityGraph(r, erased)).ToList();
        var partings = new Queue<Fact>((await _reader.PartingsAsync(cancellationToken)).Where(f => f.Number <= upTo && !cancelled.Contains(f.Number)).OrderBy(f => f.Number));
        // They are found sooner in memory, and when they are told plays no part.
        foreach (var born in BirthDate.Attributes.SelectMany(_profiles.Take(upTo).AssertionsOf).Where(f => !cancelled.Contains(f.Number))) Apply(born);

        var (edges, highest) = (0L, 0L);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await foreach (var edge in FactReader.EdgesAsync(db, cancellationToken))
        {
            if (edge.Number > upTo) break;

            while (partings.TryPeek(out var parting) && parting.Number < edge.Number) Apply(partings.Dequeue());
            if (cancelled.Contains(edge.Number)) continue;

            Apply(edge);
            highest = Math.Max(highest, Math.Max(edge.A.Profile.Value, edge.B.Profile.Value));
            if (++edges % EdgesPerReport == 0 && progress is not null) await progress(edges);
        }

        foreach (var parting in partings) Apply(parting);
        return new FoldedLog(graphs, highest, upTo);

        void Apply(Fact fact)
        {
            foreach (var graph in graphs) graph.Apply(fact);
        }
    }
}

/// <param name="Highest">The highest number that any identifier was born with.</param>
/// <param name="UpTo">The newest fact that was looked at.</param>
internal sealed record FoldedLog(IReadOnlyList<IdentityGraph> Graphs, long Highest, long UpTo);
