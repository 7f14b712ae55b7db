using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;

namespace CdpStudio.Core.Campaigns;

/// <summary>An audience as rules of this moment.</summary>
public abstract record CampaignRule
{
    private CampaignRule()
    {
    }

    /// <param name="InSegment">Everybody in the segment.</param>
    /// <param name="Excluded">Those in a segment that is left out; null when none is.</param>
    public sealed record Ready(Rule InSegment, Rule? Excluded) : CampaignRule
    {
        /// <summary>Who is left.</summary>
        public Rule Rule => Excluded is null ? InSegment : new Rule.All([InSegment, new Rule.Not(Excluded)]);

        /// <summary>Who is in the segment and left out.</summary>
        public Rule LeftOut => Excluded is null ? new Rule.Any([]) : new Rule.All([InSegment, Excluded]);
    }

    public sealed record NoSegment : CampaignRule;

    public sealed record Missing(SegmentKey Key) : CampaignRule;

    /// <summary>Its stored rule can't be read, so nobody knows who is in it.</summary>
    public sealed record Broken(SegmentKey Key) : CampaignRule;

    public static CampaignRule Of(CampaignAudience audience, SegmentRules segments)
    {
        if (audience.Segment is not { } key) return new NoSegment();
        foreach (var named in audience.Without.Prepend(key))
        {
            if (!segments.Has(named.Value)) return new Missing(named);
            if (segments.Find(named.Value) is null) return new Broken(named);
        }

        // The rules themselves, not their keys: what is frozen must not follow a segment that is saved meanwhile.
        var without = audience.Without.Select(k => segments.Find(k.Value)).OfType<Rule>().ToList();
        return new Ready(segments.Find(key.Value) ?? new Rule.Any([]), without.Count == 0 ? null : new Rule.Any(without)); // looked at above
    }
}
