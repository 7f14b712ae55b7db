using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience;

/// <summary>
/// Whom the log has erased: an index that knows it before the first fact never holds what they left. Each erasure takes who was one
/// person just before it, by the cancellations of that time, so what comes later gives nobody back.
/// </summary>
internal static class ErasedProfiles
{
    /// <param name="erasures">All that were committed, read after <paramref name="cancellations"/>: so none before one of those is overlooked.</param>
    /// <returns>All their numbers.</returns>
    public static async Task<IReadOnlySet<ProfileId>> ReadAsync(
        IFactLog log, IReadOnlyList<Fact.Cancellation> cancellations, IReadOnlyList<Fact.Erasure> erasures, CancellationToken cancellationToken)
    {
        var erased = new HashSet<ProfileId>();
        for (var i = 0; i < erasures.Count;)
        {
            // One pass for all erasures between two cancellations: a graph can't give back what is cancelled.
            var number = erasures[i].Number;
            var cancelled = CancelledFacts.Of(cancellations.Where(c => c.Number < number));
            var together = erasures.Skip(i).TakeWhile(e => !cancellations.Any(c => c.Number > number && c.Number < e.Number)).ToList();
            await AddAsync(erased, log, cancelled, together, cancellationToken);
            i += together.Count;
        }

        return erased;
    }

    private static async Task AddAsync(
        HashSet<ProfileId> erased, IFactLog log, CancelledFacts cancelled, List<Fact.Erasure> erasures, CancellationToken cancellationToken)
    {
        var graph = new IdentityGraph(erased);
        var next = 0;
        await foreach (var fact in log.ReadIdentityAsync(erasures[^1].Number, cancellationToken))
        {
            while (next < erasures.Count && erasures[next].Number < fact.Number) Erase(erasures[next++]);
            if (!cancelled.Contains(fact.Number)) graph.Apply(fact);
        }

        while (next < erasures.Count) Erase(erasures[next++]);

        void Erase(Fact.Erasure erasure) => erased.UnionWith(graph.Apply(erasure).Select(c => c.Node));
    }
}
