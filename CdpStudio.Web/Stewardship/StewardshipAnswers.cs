using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Stewardship;

namespace CdpStudio.Web.Stewardship;

/// <param name="Links">Those that make the identifiers one person's.</param>
/// <param name="LeftOut">Those that lead to somebody else and do not count.</param>
/// <param name="Chain">The shortest one between the two identifiers that were asked about; null when none were.</param>
internal sealed record EvidenceAnswer(
    long Profile, IReadOnlyList<OriginAnswer> Identifiers, IReadOnlyList<LinkAnswer> Links, IReadOnlyList<LinkAnswer> LeftOut, IReadOnlyList<LinkAnswer>? Chain)
{
    /// <param name="mask">Null for those who see people as they are.</param>
    public static EvidenceAnswer Of(Evidence evidence, IReadOnlyList<EvidenceLink>? chain, PersonMask? mask) => mask is null
        ? Of(evidence, chain)
        : Of(evidence.Masked(mask), chain is null ? null : (evidence with { Links = chain }).Masked(mask).Links);

    private static EvidenceAnswer Of(Evidence evidence, IReadOnlyList<EvidenceLink>? chain) => new(
        evidence.Profile.Value,
        [.. evidence.Identifiers.Select(OriginAnswer.Of)],
        [.. evidence.Links.Select(LinkAnswer.Of)],
        [.. evidence.LeftOut.Select(LinkAnswer.Of)],
        chain is null ? null : [.. chain.Select(LinkAnswer.Of)]);
}

/// <param name="Number">That the identifier was born with.</param>
/// <param name="Source">Which told of it first; 0 for somebody who works here.</param>
internal sealed record OriginAnswer(Identifier Identifier, long Number, int Source, DateTimeOffset FirstSeen)
{
    public static OriginAnswer Of(IdentifierOrigin origin) => new(origin.Identifier, origin.Number.Value, origin.Source.Value, EpochTime.ToMoment(origin.FirstSeen));
}

/// <param name="Kind">seen, alias, steward or sameValue.</param>
/// <param name="Source">0 for a steward's word, and for one value in two spellings, which has no time, message or fact either.</param>
internal sealed record LinkAnswer(Identifier A, Identifier B, string Kind, int Source, DateTimeOffset? At, string MessageId, long Fact)
{
    public static LinkAnswer Of(EvidenceLink link) => new(
        link.A.Identifier, link.B.Identifier, KindOf(link.Kind), link.Source.Value, link.Kind == EvidenceKind.SameValue ? null : EpochTime.ToMoment(link.At), link.MessageId, link.Fact);

    private static string KindOf(EvidenceKind kind) => kind switch
    {
        EvidenceKind.Seen => "seen",
        EvidenceKind.Alias => "alias",
        EvidenceKind.SameValue => "sameValue",
        _ => "steward",
    };
}

/// <param name="Decision">Null of a preview: nothing was written.</param>
/// <param name="People">Those that the profile becomes, or has become.</param>
/// <param name="IsCertain">False of a preview that could not look at everybody who shares identifiers with the profile.</param>
internal sealed record SplitAnswer(long? Decision, IReadOnlyList<SplitPerson> People, bool IsCertain);

/// <param name="JoinsOthers">Of a preview: somebody who is another profile today gets these identifiers.</param>
internal sealed record SplitPerson(long Id, IReadOnlyList<Identifier> Identifiers, bool JoinsOthers);

internal sealed record MergeAnswer(long Decision, long Profile);

/// <param name="Kind">joined, tookApart or keptApart.</param>
/// <param name="A">Of a join, one; of a taking apart, those that were taken out. Without those of people who were erased since.</param>
/// <param name="B">Of a join, the other one; of a taking apart, the rest.</param>
/// <param name="UndoneAt">Null while it stands.</param>
internal sealed record DecisionAnswer(
    long Id,
    string Kind,
    IReadOnlyList<Identifier> A,
    IReadOnlyList<Identifier> B,
    bool Never,
    string By,
    DateTimeOffset At,
    string? UndoneBy,
    DateTimeOffset? UndoneAt)
{
    public static DecisionAnswer Of(DecisionRow decision, SeenPeople people) => new(
        decision.Id,
        decision.Kind switch
        {
            StewardDecisionKind.Joined => "joined",
            StewardDecisionKind.KeptApart => "keptApart",
            _ => "tookApart",
        },
        people.Shown(decision.A),
        people.Shown(decision.B),
        decision.Never,
        decision.By,
        decision.At,
        decision.UndoneBy,
        decision.UndoneAt);
}

/// <param name="Profiles">Those that the decision's identifiers belong to now.</param>
internal sealed record UndoAnswer(IReadOnlyList<long> Profiles);
