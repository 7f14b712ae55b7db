using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;

namespace CdpStudio.Core.Stewardship;

/// <summary>Two identifiers were seen together or joined on purpose. Of all such sightings of a pair, the one that the fold goes by.</summary>
/// <param name="At">Milliseconds since the Unix epoch.</param>
/// <param name="MessageId">The message that showed it; of what people here said, a name of our own.</param>
/// <param name="Fact">The edge's number.</param>
public sealed record EvidenceLink(IdentityNode A, IdentityNode B, EvidenceKind Kind, SourceId Source, long At, string MessageId, long Fact)
{
    internal static EvidenceLink Of(Fact.Edge edge) =>
        new(edge.A, edge.B, KindOf(edge.Kind, edge.Source), edge.Source, edge.Timestamp, edge.MessageId, edge.Number);

    /// <summary>Nobody told of it, so it has no source, time or fact.</summary>
    internal static EvidenceLink SameValue(IdentityNode a, IdentityNode b) => new(a, b, EvidenceKind.SameValue, new SourceId(0), 0, "", 0);

    internal EvidenceLink Masked(PersonMask mask) => this with
    {
        A = A with { Identifier = mask.Of(A.Identifier) }, B = B with { Identifier = mask.Of(B.Identifier) }, MessageId = mask.Text(MessageId),
    };

    private static EvidenceKind KindOf(EdgeKind kind, SourceId source) =>
        kind == EdgeKind.Seen ? EvidenceKind.Seen : source == SourceId.ByHand ? EvidenceKind.Steward : EvidenceKind.Alias;
}

public enum EvidenceKind
{
    /// <summary>One message carried both.</summary>
    Seen,

    /// <summary>A source said that both are one person's.</summary>
    Alias,

    /// <summary>Somebody who works here said so.</summary>
    Steward,

    /// <summary>The identity rules say that both are one value, written in two ways.</summary>
    SameValue,
}
