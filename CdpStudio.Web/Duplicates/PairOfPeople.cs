using CdpStudio.Core.Audience;
using CdpStudio.Core.Duplicates;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;

namespace CdpStudio.Web.Duplicates;

/// <summary>A pair with the people as they are now.</summary>
/// <param name="Low">Null when nobody has that number any more.</param>
public sealed record PairOfPeople(DuplicateRow Pair, ProfileRecord? Low, ProfileRecord? High)
{
    public static PairOfPeople Of(DuplicateRow pair, SeenPeople people) => new(pair, people.Read(pair.Low), people.Read(pair.High));

    /// <summary>By this pair's join or by another way.</summary>
    public bool AreOne => Low is not null && Low.Id == High?.Id;

    public bool AreTwo => Low is not null && High is not null && Low.Id != High.Id;

    public string LowName => NameOf(Low, Pair.Low.ToString());

    public string HighName => NameOf(High, Pair.High.ToString());

    private static string NameOf(ProfileRecord? person, string number) => person is null ? number : ProfileName.Of(person);
}
