using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Profiles.Masking;

/// <summary>Who is found by whatever is asked, and how often was looked at what is known of them.</summary>
internal sealed class OnePersonDirectory(ProfileRecord person) : IProfileDirectory
{
    public int Reads { get; private set; }

    public int Histories { get; private set; }

    public long Position => 1;

    public long Count => 1;

    public ProfileId? Find(Identifier identifier) => person.Identifiers.Contains(identifier) ? person.Id : null;

    public ProfileId? NumberOf(Identifier identifier) => Find(identifier);

    public IReadOnlyList<ProfileHit> Search(string text, int limit) => [new(person.Id, person.Identifiers[0])];

    public ProfileRecord? Read(ProfileId profile)
    {
        Reads++;
        return profile == person.Id ? person : null;
    }

    public IReadOnlyList<ProfileId> Numbers(ProfileId profile) => [profile];

    public IReadOnlyList<ProfileEvent> Events(ProfileId profile, IReadOnlyList<string> names, ProfileEvent? after, int limit) => [];

    public IReadOnlyList<AttributeAssertion> History(ProfileId profile, string? attribute, AssertionPlace? after, int limit)
    {
        Histories++;
        return [];
    }
}
