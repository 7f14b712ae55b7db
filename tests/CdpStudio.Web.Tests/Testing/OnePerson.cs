using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Web.Tests.Testing;

/// <summary>A workspace that knows one person, with an address and nothing else.</summary>
internal sealed class OnePerson : IProfileDirectory
{
    public ProfileRecord Person { get; } = new(
        new ProfileId(1), [new Identifier(IdentifierNamespace.Email, $"{Guid.NewGuid():N}@example.com")], [], 0, 0, 0);

    public long Position => 1;

    public long Count => 1;

    public ProfileId? Find(Identifier identifier) => Person.Id;

    public ProfileId? NumberOf(Identifier identifier) => Person.Id;

    public IReadOnlyList<ProfileHit> Search(string text, int limit) => [];

    public ProfileRecord? Read(ProfileId profile) => Person;

    public IReadOnlyList<ProfileId> Numbers(ProfileId profile) => [profile];

    public IReadOnlyList<ProfileEvent> Events(ProfileId profile, IReadOnlyList<string> names, ProfileEvent? after, int limit) => [];

    public IReadOnlyList<AttributeAssertion> History(ProfileId profile, string? attribute, AssertionPlace? after, int limit) => [];
}
