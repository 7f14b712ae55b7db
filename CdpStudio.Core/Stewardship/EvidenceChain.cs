using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Stewardship;

/// <summary>How two identifiers of one person hang together. Pure.</summary>
public static class EvidenceChain
{
    /// <summary>The links from one to the other, in their order and as few as there can be; of equally short ways the one that was known first.</summary>
    /// <param name="links">Those that count.</param>
    /// <returns>Empty when both are the same; null when nothing leads from one to the other.</returns>
    public static IReadOnlyList<EvidenceLink>? Between(IReadOnlyList<EvidenceLink> links, ProfileId from, ProfileId to)
    {
        var of = links.OrderBy(l => l.Fact)
            .SelectMany(l => new[] { (End: l.A.Profile, Link: l), (End: l.B.Profile, Link: l) })
            .ToLookup(end => end.End, end => end.Link);
        var cameBy = new Dictionary<ProfileId, EvidenceLink>();
        var reached = new HashSet<ProfileId> { from };
        var queue = new Queue<ProfileId>([from]);
        while (!reached.Contains(to) && queue.TryDequeue(out var at))
        {
            foreach (var link in of[at])
            {
                var next = OtherEnd(link, at);
                if (!reached.Add(next)) continue;

                cameBy.Add(next, link);
                queue.Enqueue(next);
            }
        }

        return reached.Contains(to) ? Back(cameBy, from, to) : null;
    }

    private static List<EvidenceLink> Back(Dictionary<ProfileId, EvidenceLink> cameBy, ProfileId from, ProfileId to)
    {
        var chain = new List<EvidenceLink>();
        for (var at = to; at != from; at = OtherEnd(cameBy[at], at)) chain.Add(cameBy[at]);
        chain.Reverse();
        return chain;
    }

    private static ProfileId OtherEnd(EvidenceLink link, ProfileId end) => link.A.Profile == end ? link.B.Profile : link.A.Profile;
}
