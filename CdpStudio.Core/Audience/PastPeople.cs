using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience;

/// <summary>What memory says about somebody's past, and what some facts would say if they were all there is.</summary>
internal sealed class PastPeople(LiveAudience index, IAudienceCatalogue catalogue, CurrentIdentityRules rules, TimeProvider clock)
{
    /// <summary>By all facts.</summary>
    public IndexedProfileDirectory Known { get; } = new(index, catalogue, clock);

    /// <summary>Reads a few facts as a log of their own, as <see cref="PastAudience"/> does with all of them.</summary>
    /// <param name="facts">In order, without cancellations and erasures.</param>
    /// <param name="erased">Whoever of those named was erased at any time.</param>
    public IndexedProfileDirectory Told(IEnumerable<Fact> facts, IEnumerable<ProfileId> erased)
    {
        var told = new AudienceIndex(erased, rules.Rules);
        foreach (var fact in facts) told.Apply(fact);
        told.Publish();
        return new IndexedProfileDirectory(new LiveAudience(told), catalogue, clock);
    }
}
