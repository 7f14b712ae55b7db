using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Stewardship.Held;

namespace CdpStudio.Web.Stewardship.Held;

/// <summary>A merge that waits, with the people as they are now.</summary>
/// <param name="Low">Null when nobody has that number any more.</param>
/// <param name="Via">The identifier that both were seen with.</param>
public sealed record HeldPeople(HeldMergeRow Merge, ProfileRecord? Low, ProfileRecord? High, Identifier? Via)
{
    public static HeldPeople Of(HeldMergeRow merge, SeenPeople people) =>
        new(merge, people.Read(merge.Low), people.Read(merge.High), people.BornWith(merge.Via));

    public bool AreOne => Low is not null && Low.Id == High?.Id;
}
